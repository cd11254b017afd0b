import { must } from '../must.ts';
import { type DutyShift, end, endedUnseen, forgottenAt, rewardsOf, takenAfter } from './duty-shift.ts';
import { HAPPENED_AHEAD_MAX_MS, happenedAt } from './happened-at.ts';
import { type DutyChanges, type DutyRoster, NO_DUTY_CHANGES } from './shift-check-in.ts';

export interface CheckOutRequest {
  readonly happenedAt?: Date | undefined;
}

export interface CheckOutState {
  readonly now: Date;
  readonly roster: Pick<DutyRoster, 'pointsPerShift'>;
  readonly shift: DutyShift;
  /** The roster's other shifts that were begun, of as long as an act may wait on a phone. */
  readonly begun: readonly DutyShift[];
}

export type CheckOutOutcome =
  | { readonly ok: true; readonly at: Date; readonly sentLate: boolean; readonly shift: DutyShift }
  | { readonly ok: false; readonly code: 'shift-not-on-duty' | 'happened-at-invalid' };

export interface CheckOutDecision {
  readonly outcome: CheckOutOutcome;
  readonly changes: DutyChanges;
}

/**
 * Ends a shift without its successor; the plaque stays with its shop.
 *
 * A check-out that waited on a phone may find the shift ended. What it wanted is so, and it is taken: where
 * nobody saw the end, the phone's word replaces the guess, as far as nobody else was on duty by then; otherwise
 * nothing changes. It never pays again.
 */
export function decideCheckOut(state: CheckOutState, request: CheckOutRequest): CheckOutDecision {
  const { now, roster, shift, begun } = state;
  const when = happenedAt(now, request.happenedAt);
  if (!when.ok) return refused(when.code);
  const { sentLate } = when;
  const isEnded = shift.status === 'worked';
  if (shift.status !== 'on-duty' && !(isEnded && sentLate)) return refused('shift-not-on-duty');

  const begunAt = must(shift.checkedInAt ?? undefined, `check-in of ${shift.shiftId}`);
  if (when.at.getTime() < begunAt.getTime() - HAPPENED_AHEAD_MAX_MS) return refused('happened-at-invalid');
  // The phone's clock may be a little behind the one that noted the check-in.
  const at = when.at.getTime() < begunAt.getTime() ? begunAt : when.at;

  if (!isEnded) {
    const worked = end(shift, 'check-out', at, roster.pointsPerShift);
    return accepted(at, sentLate, worked, { shifts: [worked], plaque: null, rewards: rewardsOf(worked) });
  }
  if (!endedUnseen(shift) || at.getTime() > forgottenAt(shift.endsAt).getTime()) {
    return accepted(at, sentLate, shift, NO_DUTY_CHANGES);
  }
  const takenAt = takenAfter(begun, begunAt);
  const checkedOutAt = takenAt !== undefined && takenAt.getTime() < at.getTime() ? takenAt : at;
  const corrected: DutyShift = { ...shift, checkedOutAt, endedBy: 'check-out' };
  return accepted(at, sentLate, corrected, { shifts: [corrected], plaque: null, rewards: [] });
}

function accepted(at: Date, sentLate: boolean, shift: DutyShift, changes: DutyChanges): CheckOutDecision {
  return { outcome: { ok: true, at, sentLate, shift }, changes };
}

function refused(code: 'shift-not-on-duty' | 'happened-at-invalid'): CheckOutDecision {
  return { outcome: { ok: false, code }, changes: NO_DUTY_CHANGES };
}
