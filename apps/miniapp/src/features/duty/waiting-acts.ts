import type { Shift } from '@shangju/contracts';
import type { PendingSend } from '@/services/pending-sends';

/** A shift as it stands once what waits on the phone has arrived: without a network one act leads to the next. */
export function withWaitingActs(shift: Shift, waiting: readonly PendingSend[]): Shift {
  return waiting.filter((send) => shiftIdOf(send) === shift.id).reduce(after, shift);
}

/** The shift that a waiting send is about, if it is about one. */
export function shiftIdOf({ options }: Pick<PendingSend, 'options'>): string | undefined {
  return (options as { params?: { shiftId?: string } }).params?.shiftId;
}

function after(shift: Shift, { endpoint, options }: PendingSend): Shift {
  const happenedAt = (options as { body?: { happenedAt?: string } }).body?.happenedAt ?? null;
  switch (endpoint) {
    case 'POST /v1/shifts/{shiftId}/check-in':
      return { ...shift, status: 'on-duty', checkedInAt: happenedAt };
    case 'POST /v1/shifts/{shiftId}/patrols':
      return { ...shift, patrolCount: shift.patrolCount + 1 };
    case 'POST /v1/shifts/{shiftId}/check-out':
      return { ...shift, status: 'worked', checkedOutAt: happenedAt };
    default:
      return shift;
  }
}
