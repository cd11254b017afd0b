import type { Roster, Shift } from '@shangju/contracts';
import { type ShiftSlot, shiftSlots } from '@shangju/rules';
import type { Days } from './use-month';

/** What an admin has to look at in a month: slots that nobody has, shifts that were missed or begun late. */
export interface MonthTrouble {
  gaps: ShiftSlot[];
  missed: Shift[];
  late: Shift[];
}

export function troubleIn(
  shifts: readonly Shift[],
  roster: Pick<Roster, 'shiftTimes' | 'weekdays' | 'closedDays' | 'publishedUntil'> | undefined,
  days: Days,
  now: Date,
): MonthTrouble {
  return {
    gaps: roster === undefined ? [] : gapsIn(shifts, roster, days, now),
    missed: shifts.filter(({ status }) => status === 'missed'),
    late: shifts.filter(isLate),
  };
}

export const isLate = ({ lateMinutes }: Pick<Shift, 'lateMinutes'>): boolean =>
  lateMinutes !== null && lateMinutes > 0;

/**
 * Slots to come, as far as the roster is published, at whose time no shift runs: everybody is away, or times and
 * days have changed since. What is over is not told by a roster that may have been another one then.
 */
function gapsIn(
  shifts: readonly Shift[],
  {
    shiftTimes,
    weekdays,
    closedDays,
    publishedUntil,
  }: Pick<Roster, 'shiftTimes' | 'weekdays' | 'closedDays' | 'publishedUntil'>,
  { from, to }: Days,
  now: Date,
): ShiftSlot[] {
  if (publishedUntil === null || publishedUntil < from) return [];
  const spans = shifts.map(({ startsAt, endsAt }) => ({
    startMs: Date.parse(startsAt),
    endMs: Date.parse(endsAt),
  }));
  return shiftSlots({
    shiftTimes,
    weekdays,
    closedDays,
    from,
    to: publishedUntil < to ? publishedUntil : to,
  }).filter(
    (slot) =>
      slot.startsAt.getTime() > now.getTime() &&
      !spans.some(({ startMs, endMs }) => startMs < slot.endsAt.getTime() && slot.startsAt.getTime() < endMs),
  );
}

/** 本月 62 班：值完 20 班，缺 2 班，晚到 3 班，还有 1 班没人值。 */
export function monthSentence(shifts: readonly Shift[], { gaps, missed, late }: MonthTrouble): string {
  if (shifts.length === 0 && gaps.length === 0) return '这个月还没有排班。';
  const worked = shifts.filter(({ status }) => status === 'worked').length;
  const facts = [
    worked > 0 && `值完 ${worked} 班`,
    missed.length > 0 && `缺 ${missed.length} 班`,
    late.length > 0 && `晚到 ${late.length} 班`,
    gaps.length > 0 && `还有 ${gaps.length} 班没人值`,
  ].filter(Boolean);
  return facts.length === 0
    ? `这个月 ${shifts.length} 班。`
    : `这个月 ${shifts.length} 班：${facts.join('，')}。`;
}
