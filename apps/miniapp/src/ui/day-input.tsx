import { Picker, View } from '@tarojs/components';
import { aria } from './aria';
import type { DayInputProps } from './day-input-props';
import { dayWords } from './day-words';
import { Icon } from './icon';

/** A day of the street's calendar, on WeChat's own wheel. */
export function DayInput({ label, day, first, last, onChange }: DayInputProps) {
  return (
    <Picker
      mode="date"
      value={day ?? first ?? ''}
      {...(first === undefined ? {} : { start: first })}
      {...(last === undefined ? {} : { end: last })}
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
