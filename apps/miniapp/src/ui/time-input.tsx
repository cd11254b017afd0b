import { Picker, View } from '@tarojs/components';
import { aria } from './aria';
import { Icon } from './icon';
import type { TimeInputProps } from './time-input-props';

/** A time of the day, on WeChat's own wheel. */
export function TimeInput({ label, time, onChange }: TimeInputProps) {
  return (
    <Picker
      mode="time"
      value={time}
      onChange={({ detail }) => onChange(detail.value)}
      {...aria({ role: 'button', label: `${label}，${time}` })}
    >
      <View className="time-input">
        <View className="time-input__label">{label}</View>
        <View className="time-input__time figures">{time}</View>
        <Icon name="clock" />
      </View>
    </Picker>
  );
}
