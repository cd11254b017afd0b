import { DAYS_OF_PLAN_MAX } from '@shangju/contracts';
import { addDays } from '@shangju/rules';

/** Local days, both included. */
export interface Days {
  from: string;
  to: string;
}

const FIRST_DAY = '2000-01-01';
const LAST_DAY = '2099-12-31';

/** True for days in order, not too many, and of this century. */
export const areReadable = ({ from, to }: Days): boolean =>
  isReadable(from) && isReadable(to) && from <= to && to < addDays(from, DAYS_OF_PLAN_MAX);

/** True for a day of this century. */
export const isReadable = (day: string): boolean => FIRST_DAY <= day && day <= LAST_DAY;

/** So far ahead a roster can be published. */
const AHEAD_DAYS_MAX = 366;

export function refusalOfPlan({ from, to }: Days, today: string): 'days-invalid' | 'days-past' | undefined {
  if (!areReadable({ from, to }) || to > addDays(today, AHEAD_DAYS_MAX)) return 'days-invalid';
  return from < today ? 'days-past' : undefined;
}
