import { addDays, dayStart, type LocalDay } from '../street-time.ts';

/** One shift of every day, in times of the street's day, `HH:MM`. */
export interface ShiftHours {
  readonly name: string;
  readonly startsAt: string;
  /** At or before `startsAt`: on the next day. */
  readonly endsAt: string;
}

/** When a roster runs. */
export interface RunningDays {
  readonly shiftTimes: readonly ShiftHours[];
  /** 1 Monday to 7 Sunday. */
  readonly weekdays: readonly number[];
  readonly closedDays: readonly LocalDay[];
  readonly from: LocalDay;
  /** Included. */
  readonly to: LocalDay;
}

/** A time at which somebody shall be on duty. */
export interface ShiftSlot {
  /** The day on which it starts, also where it ends on the next. */
  readonly day: LocalDay;
  readonly name: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
}

/**
 * Every slot of the days, in order of time. A closed day, or a weekday on which the roster does not run, has
 * no shifts that start on it; a night shift of the day before still ends on it.
 *
 * Throws RangeError on a time that is not `HH:MM` or a day that the calendar does not have.
 */
export function shiftSlots({ shiftTimes, weekdays, closedDays, from, to }: RunningDays): ShiftSlot[] {
  const closed = new Set(closedDays);
  const running = new Set(weekdays);
  const slots: ShiftSlot[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) {
    if (closed.has(day) || !running.has(weekdayOf(day))) continue;
    const midnightMs = dayStart(day).getTime();
    for (const hours of shiftTimes) {
      const { startMinute, endMinute } = minutesOf(hours);
      slots.push({
        day,
        name: hours.name,
        startsAt: new Date(midnightMs + startMinute * MINUTE_MS),
        endsAt: new Date(midnightMs + endMinute * MINUTE_MS),
      });
    }
  }
  return slots.sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
}

/**
 * True where two shifts of one day run at the same time, or a shift over midnight runs into one of the next
 * day. A shift may start when another ends.
 */
export function shiftTimesOverlap(shiftTimes: readonly ShiftHours[]): boolean {
  const spans = shiftTimes.map(minutesOf);
  return spans.some((one, i) =>
    spans
      .slice(i + 1)
      .some((other) =>
        [-DAY_MINUTES, 0, DAY_MINUTES].some(
          (shift) => one.startMinute < other.endMinute + shift && other.startMinute + shift < one.endMinute,
        ),
      ),
  );
}

const MINUTE_MS = 60_000;
const DAY_MINUTES = 24 * 60;

/** Minutes after the midnight with which the day of the shift begins. */
function minutesOf({ startsAt, endsAt }: ShiftHours): { startMinute: number; endMinute: number } {
  const startMinute = minuteOfDay(startsAt);
  const endMinute = minuteOfDay(endsAt);
  return { startMinute, endMinute: endMinute <= startMinute ? endMinute + DAY_MINUTES : endMinute };
}

function minuteOfDay(time: string): number {
  const parts = /^([01][0-9]|2[0-3]):([0-5][0-9])$/.exec(time);
  if (parts === null) throw new RangeError(`Not a time of the day: ${time}`);
  return Number(parts[1]) * 60 + Number(parts[2]);
}

function weekdayOf(day: LocalDay): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
}
