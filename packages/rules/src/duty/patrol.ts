import { must } from '../must.ts';
import { type DutyShift, endedUnseen, forgottenAt } from './duty-shift.ts';
import { HAPPENED_AHEAD_MAX_MS, happenedAt } from './happened-at.ts';

export interface PatrolRequest {
  readonly results: readonly { readonly item: string }[];
  readonly happenedAt?: Date | undefined;
}

export interface PatrolState {
  readonly now: Date;
  readonly shift: DutyShift;
  readonly checklist: readonly string[];
  /** When the checklist (or anything of the roster) was last edited. */
  readonly checklistSince: Date;
}

export type PatrolOutcome =
  | { readonly ok: true; readonly at: Date; readonly sentLate: boolean }
  | { readonly ok: false; readonly code: 'shift-not-on-duty' | 'happened-at-invalid' | 'checklist-mismatch' };

/**
 * Takes a patrol of a steward on duty. One that waited on a phone belongs to its shift also when that has
 * ended meanwhile, as long as it happened within it.
 *
 * Every item of the checklist is answered once, in any order. A patrol from before the last edit of the
 * checklist answered another one, which is not known any more: its items are kept as they are.
 */
export function decidePatrol(state: PatrolState, request: PatrolRequest): PatrolOutcome {
  const when = happenedAt(state.now, request.happenedAt);
  if (!when.ok) return when;
  const { at, sentLate } = when;
  if (!wasOnDuty(state.shift, at, sentLate)) return { ok: false, code: 'shift-not-on-duty' };
  const isOfThisChecklist = at.getTime() >= state.checklistSince.getTime();
  if (!answersEachOnce(request.results, isOfThisChecklist ? state.checklist : undefined)) {
    return { ok: false, code: 'checklist-mismatch' };
  }
  const begunAt = beginningOf(state.shift);
  return { ok: true, at: at.getTime() < begunAt.getTime() ? begunAt : at, sentLate };
}

function wasOnDuty(shift: DutyShift, at: Date, sentLate: boolean): boolean {
  const { status, checkedOutAt, endsAt, shiftId } = shift;
  if (status !== 'on-duty' && status !== 'worked') return false;
  if (at.getTime() < beginningOf(shift).getTime() - HAPPENED_AHEAD_MAX_MS) return false;
  if (status === 'on-duty') return true;
  const leftAt = endedUnseen(shift)
    ? forgottenAt(endsAt)
    : must(checkedOutAt ?? undefined, `check-out of ${shiftId}`);
  return sentLate && at.getTime() <= leftAt.getTime() + HAPPENED_AHEAD_MAX_MS;
}

function beginningOf({ checkedInAt, shiftId }: DutyShift): Date {
  return must(checkedInAt ?? undefined, `check-in of ${shiftId}`);
}

function answersEachOnce(
  results: PatrolRequest['results'],
  checklist: readonly string[] | undefined,
): boolean {
  const answered = new Set(results.map(({ item }) => item));
  if (answered.size !== results.length) return false;
  return (
    checklist === undefined ||
    (checklist.length === answered.size && checklist.every((item) => answered.has(item)))
  );
}
