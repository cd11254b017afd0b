import type { Shift } from '@shangju/contracts';
import { CHECK_IN_OPENS_MS } from '@shangju/rules';

/** From then on the next steward can be here: handing over comes before another round. */
const HAND_OVER_OPENS_MS = CHECK_IN_OPENS_MS;

export type NextAct =
  | { act: 'wait'; opensAt: Date }
  | { act: 'check-in' }
  | { act: 'patrol' }
  | { act: 'hand-over' }
  | { act: 'none' };

/** What the steward of a shift should do now. */
export function nextAct(
  shift: Pick<Shift, 'status' | 'startsAt' | 'endsAt' | 'patrolCount'>,
  now: Date,
): NextAct {
  const endsMs = Date.parse(shift.endsAt);
  if (shift.status === 'due') {
    const opensMs = Date.parse(shift.startsAt) - CHECK_IN_OPENS_MS;
    if (now.getTime() < opensMs) return { act: 'wait', opensAt: new Date(opensMs) };
    return now.getTime() < endsMs ? { act: 'check-in' } : { act: 'none' };
  }
  if (shift.status === 'on-duty') {
    const handsOver = shift.patrolCount > 0 && now.getTime() >= endsMs - HAND_OVER_OPENS_MS;
    return { act: handsOver ? 'hand-over' : 'patrol' };
  }
  return { act: 'none' };
}

/** The shift that the person is on, else the next that they can still begin. Soonest first is expected. */
export function currentShift(shifts: readonly Shift[], now: Date): Shift | undefined {
  return (
    shifts.find(({ status }) => status === 'on-duty') ??
    shifts.find(({ status, endsAt }) => status === 'due' && Date.parse(endsAt) > now.getTime())
  );
}
