import { addDays, nextPeriodStart } from '@shangju/rules';
import { useQuery } from '@tanstack/react-query';
import { api } from '@/services/api';

/** Local days, both included. */
export interface Days {
  from: string;
  to: string;
}

/** All shifts of a roster in a month, in order of time. @param month its first day */
export function useMonth(rosterId: string, month: string) {
  return useShiftsOf(rosterId, daysOfMonth(month));
}

/** All shifts of a roster that start on these days, in order of time. */
export function useShiftsOf(rosterId: string, { from, to }: Days, { enabled = true } = {}) {
  return useQuery({
    enabled,
    queryKey: ['duty', 'shifts', rosterId, from, to],
    queryFn: async () => {
      const query = { from, to };
      const { items } = await api.call('GET /v1/rosters/{rosterId}/shifts', { params: { rosterId }, query });
      return items;
    },
  });
}

/** @param month its first day */
export function daysOfMonth(month: string): Days {
  return { from: month, to: addDays(nextPeriodStart('month', month), -1) };
}

export function byDay<One extends { day: string }>(shifts: readonly One[]): Map<string, One[]> {
  const days = new Map<string, One[]>();
  for (const shift of shifts) {
    const ofDay = days.get(shift.day);
    if (ofDay) ofDay.push(shift);
    else days.set(shift.day, [shift]);
  }
  return days;
}
