import { Picker, View } from '@tarojs/components';
import { aria } from '@/ui/aria';
import { Icon } from '@/ui/icon';
import type { DayInputProps } from './day-input-props';
import './day-input.scss';
import { dayWords } from './day-words';

/** A day of the street's calendar, on WeChat's own wheel. */
export function DayInput({ label, day, first, onChange }: DayInputProps) {
  return (
    <Picker
      mode="date"
      value={day ?? first}
      start={first}
      onChange={({ detail }) => onChange(detail.value)}
      {...aria({ role: 'button', label: `${label}，${day ? dayWords(day) : '还没选'}` })}
    >
      <View className="day-input">
        <View className="day-input__label">{label}</View>
        <View className={day ? 'day-input__day' : 'day-input__day day-input__day--none'}>
          {day ? dayWords(day) : '选日子'}
        </View>
        <Icon name="calendar" />
      </View>
    </Picker>
  );
}
