import { dayStart, localDay } from '@shangju/rules';
import { View } from '@tarojs/components';
import { DayInput } from './day-input';
import { TimeInput } from './time-input';

const STREET_OFFSET_MS = 8 * 3_600_000;

/** A day and a time of the street, as one instant. */
export function MomentInput({
  label,
  instant,
  first,
  usualTime = '18:00',
  onChange,
}: {
  /** What it is the moment of: 截止. */
  label: string;
  /** ISO 8601; undefined while it is not chosen. */
  instant: string | undefined;
  /** The earliest day: 2026-03-05. */
  first?: string;
  /** Where only the day was chosen. */
  usualTime?: string;
  onChange: (instant: string) => void;
}) {
  const day = instant === undefined ? undefined : localDay(new Date(instant));
  const time = instant === undefined ? usualTime : clockOf(instant);
  return (
    <View className="moment-input">
      <DayInput
        label={`${label}是哪天`}
        day={day}
        {...(first === undefined ? {} : { first })}
        onChange={(next) => onChange(instantOf(next, time))}
      />
      <TimeInput
        label={`${label}是几点`}
        time={time}
        onChange={(next) => onChange(instantOf(day ?? first ?? localDay(new Date()), next))}
      />
    </View>
  );
}

const clockOf = (instant: string): string =>
  new Date(Date.parse(instant) + STREET_OFFSET_MS).toISOString().slice(11, 16);

function instantOf(day: string, time: string): string {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return new Date(dayStart(day).getTime() + (hours * 60 + minutes) * 60_000).toISOString();
}
