import { must } from '../must.ts';
import { type DutyReward, type DutyShift, end, isForgotten, rewardsOf } from './duty-shift.ts';

/** Loaded under lock. */
export interface OverdueState {
  readonly now: Date;
  /** Shifts that are not overdue may be among them and are let be. */
  readonly shifts: readonly DutyShift[];
  /** By shiftId, of its roster. */
  readonly pointsPerShift: ReadonlyMap<string, number>;
}

export interface OverdueDecision {
  /** New values of shifts that ended without a check-in. */
  readonly missed: DutyShift[];
  /** New values of shifts whose steward forgot to check out. */
  readonly closed: DutyShift[];
  readonly rewards: DutyReward[];
}

/**
 * Finds what time has decided. A due shift is missed from its end on: then no check-in is taken any more (one
 * that waits on a phone still turns it round). A shift on duty whose steward neither checked out nor was
 * relieved is closed `FORGOTTEN_AFTER_MS` after its end, as worked until its end: nobody saw more. The plaque
 * stays where it is.
 *
 * Running it twice changes nothing the second time.
 */
export function decideOverdueShifts({ now, shifts, pointsPerShift }: OverdueState): OverdueDecision {
  const missed = shifts
    .filter(({ status, endsAt }) => status === 'due' && endsAt.getTime() <= now.getTime())
    .map((shift): DutyShift => ({ ...shift, status: 'missed' }));
  const closed = shifts
    .filter((shift) => shift.status === 'on-duty' && isForgotten(shift, now))
    .map((shift) => {
      const points = must(pointsPerShift.get(shift.shiftId), `points for shift ${shift.shiftId}`);
      return end(shift, 'time', shift.endsAt, points);
    });
  return { missed, closed, rewards: closed.flatMap(rewardsOf) };
}
