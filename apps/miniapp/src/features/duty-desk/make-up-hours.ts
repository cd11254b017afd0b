import type { Shift, ShiftTime } from '@shangju/contracts';
import { dayStart } from '@shangju/rules';
import { sayClock } from '@/features/duty/duty-words';
import { isOverMidnight } from './roster-words';

type Times = Pick<ShiftTime, 'startsAt' | 'endsAt'>;
type Span = Pick<Shift, 'startsAt' | 'endsAt'>;

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const LENGTH_MS = 2 * 3_600_000;

/** The instants of a day's times; an end at or before the start is on the next day. */
export function spanOf(day: string, { startsAt, endsAt }: Times): Span {
  const midnightMs = dayStart(day).getTime();
  const endMs = midnightMs + msOf(endsAt) + (isOverMidnight({ startsAt, endsAt }) ? DAY_MS : 0);
  return {
    startsAt: new Date(midnightMs + msOf(startsAt)).toISOString(),
    endsAt: new Date(endMs).toISOString(),
  };
}

/** The lane has one steward at a time. */
export function takenBy<One extends Span>(shifts: readonly One[], span: Span): One | undefined {
  return shifts.find(
    (shift) =>
      Date.parse(shift.startsAt) < Date.parse(span.endsAt) &&
      Date.parse(span.startsAt) < Date.parse(shift.endsAt),
  );
}

/** The first usual shift of the day that nobody has; where all are taken, two hours after the last one. */
export function freeTimes(day: string, usual: readonly ShiftTime[], shifts: readonly Span[]): Times {
  const free = usual.find((times) => takenBy(shifts, spanOf(day, times)) === undefined);
  if (free) return { startsAt: free.startsAt, endsAt: free.endsAt };
  const nextMidnightMs = dayStart(day).getTime() + DAY_MS;
  const lastEndMs = Math.max(
    dayStart(day).getTime(),
    ...shifts.map(({ endsAt }) => Date.parse(endsAt)).filter((endMs) => endMs < nextMidnightMs),
  );
  return { startsAt: sayClock(new Date(lastEndMs)), endsAt: sayClock(new Date(lastEndMs + LENGTH_MS)) };
}

function msOf(time: string): number {
  return (Number(time.slice(0, 2)) * 60 + Number(time.slice(3))) * MINUTE_MS;
}
