import { addDays, nextPeriodStart, periodStart } from '@shangju/rules';
import type { Days } from '@/features/duty/use-month';

export type UsualDays = 'onward' | 'next-month' | 'anew';

/** Fewer days than this are not worth a publication of their own. */
const DAYS_MIN = 14;
const FOUR_WEEKS_DAYS = 28;

/**
 * What an admin usually publishes: on from where the last publication ends, the whole of next month, or four
 * weeks from tomorrow once more, after an edit.
 */
export function usualDays(publishedUntil: string | null, today: string): Record<UsualDays, Days> {
  const tomorrow = addDays(today, 1);
  const from = publishedUntil !== null && publishedUntil > today ? addDays(publishedUntil, 1) : tomorrow;
  const next = nextPeriodStart('month', periodStart('month', today));
  return {
    onward: { from, to: endOfMonthAfter(from) },
    'next-month': { from: next, to: endOfMonth(next) },
    anew: { from: tomorrow, to: addDays(today, FOUR_WEEKS_DAYS) },
  };
}

/** Days are told as text that sorts like them. */
export const laterOf = (one: string, other: string): string => [one, other].sort()[1] ?? one;

export const sameDays = (one: Days, other: Days): boolean => one.from === other.from && one.to === other.to;

/** Days of a report: so far this month, last month, the last four weeks. */
export function reportDays(today: string): Record<'this-month' | 'last-month' | 'four-weeks', Days> {
  const month = periodStart('month', today);
  const lastDay = addDays(month, -1);
  return {
    'this-month': { from: month, to: today },
    'last-month': { from: periodStart('month', lastDay), to: lastDay },
    'four-weeks': { from: addDays(today, 1 - FOUR_WEEKS_DAYS), to: today },
  };
}

function endOfMonthAfter(from: string): string {
  const end = endOfMonth(from);
  return end < addDays(from, DAYS_MIN - 1) ? endOfMonth(addDays(end, 1)) : end;
}

function endOfMonth(day: string): string {
  return addDays(nextPeriodStart('month', periodStart('month', day)), -1);
}
