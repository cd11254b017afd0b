import type { Shift } from '@shangju/contracts';
import { addDays } from '@shangju/rules';
import { useShiftsOf } from '@/features/duty/use-month';

/** As many days as one reading of shifts may span, the first included. */
const DAYS_AFTER_MAX = 92;

/** The shift that makes up for one that was missed or excused; undefined while there is none. */
export function useMakeUp({ id, rosterId, day, status }: Shift): Shift | undefined {
  const isAsked = status === 'missed' || status === 'excused';
  const later = useShiftsOf(rosterId, { from: day, to: addDays(day, DAYS_AFTER_MAX) }, { enabled: isAsked });
  return later.data?.find(({ makesUpFor }) => makesUpFor === id);
}
