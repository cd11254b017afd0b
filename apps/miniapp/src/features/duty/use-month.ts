import type { Shift } from '@shangju/contracts';
import { addDays, nextPeriodStart } from '@shangju/rules';
import { useQuery } from '@tanstack/react-query';
import { api } from '@/services/api';

/** All shifts of a roster in a month, by day. @param month its first day */
export function useMonth(rosterId: string, month: string) {
  return useQuery({
    queryKey: ['duty', 'month', rosterId, month],
    queryFn: async () => {
      const query = { from: month, to: addDays(nextPeriodStart('month', month), -1) };
      const { items } = await api.call('GET /v1/rosters/{rosterId}/shifts', { params: { rosterId }, query });
      return byDay(items);
    },
  });
}

function byDay(shifts: readonly Shift[]): Map<string, Shift[]> {
  const days = new Map<string, Shift[]>();
  for (const shift of shifts) {
    const ofDay = days.get(shift.day);
    if (ofDay) ofDay.push(shift);
    else days.set(shift.day, [shift]);
  }
  return days;
}
