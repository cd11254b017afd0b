import { must } from '../must.ts';

export type ShiftStatus = 'due' | 'on-duty' | 'worked' | 'missed' | 'excused';

/**
 * How a worked shift ended: its steward said so, the next one scanned their code, the next one found the plaque
 * after the shift's end, or nobody did anything until `FORGOTTEN_AFTER_MS` had passed.
 */
export type ShiftEnding = 'check-out' | 'hand-over' | 'taken' | 'time';

export interface DutyShift {
  readonly shiftId: string;
  /** Whose it is now. */
  readonly merchantId: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly status: ShiftStatus;
  readonly checkedInAt: Date | null;
  /** The person on duty (personId). */
  readonly checkedInBy: string | null;
  readonly checkedOutAt: Date | null;
  /** Whole minutes after its start at which it was begun; 0 in time, null while not begun. */
  readonly lateMinutes: number | null;
  readonly endedBy: ShiftEnding | null;
  /** 0 while not worked. */
  readonly pointsEarned: number;
}

/** What the ledger shall pay: once for each shift, as a shift becomes worked only once. */
export interface DutyReward {
  readonly shiftId: string;
  readonly merchantId: string;
  /** Who checked in. */
  readonly personId: string;
  /** At least 1. */
  readonly points: number;
}

/**
 * A steward whom nobody relieves stays on duty this long beyond the end: time enough for a late successor to
 * scan their code.
 */
export const FORGOTTEN_AFTER_MS = 60 * 60_000;

const MINUTE_MS = 60_000;

/** The shift as its steward begins it. */
export function begin(shift: DutyShift, personId: string, at: Date): DutyShift {
  const lateMs = at.getTime() - shift.startsAt.getTime();
  return {
    ...shift,
    status: 'on-duty',
    checkedInAt: at,
    checkedInBy: personId,
    lateMinutes: Math.max(0, Math.floor(lateMs / MINUTE_MS)),
  };
}

/** A shift on duty as it ends. Throws where it is not on duty. */
export function end(shift: DutyShift, endedBy: ShiftEnding, at: Date, pointsPerShift: number): DutyShift {
  if (shift.status !== 'on-duty') throw new Error(`Shift ${shift.shiftId} is ${shift.status}, not on duty`);
  return { ...shift, status: 'worked', checkedOutAt: at, endedBy, pointsEarned: pointsPerShift };
}

/** What a shift that has just become worked earns. */
export function rewardsOf(shift: DutyShift): DutyReward[] {
  const { shiftId, merchantId, checkedInBy, pointsEarned: points } = shift;
  if (points === 0) return [];
  return [{ shiftId, merchantId, personId: must(checkedInBy ?? undefined, `steward of ${shiftId}`), points }];
}

/** True where nobody saw how it ended, so that its steward's own phone knows better. */
export function endedUnseen({ endedBy }: DutyShift): boolean {
  return endedBy === 'taken' || endedBy === 'time';
}

export function isForgotten({ endsAt }: DutyShift, now: Date): boolean {
  return now.getTime() >= forgottenAt(endsAt).getTime();
}

/** The last instant at which a steward can be on duty by their phone's word alone. */
export function forgottenAt(endsAt: Date): Date {
  return new Date(endsAt.getTime() + FORGOTTEN_AFTER_MS);
}

/** Whether its steward was on duty at an instant. */
export function wasOnDuty({ checkedInAt, checkedOutAt }: DutyShift, at: Date): boolean {
  if (checkedInAt === null || checkedInAt.getTime() > at.getTime()) return false;
  return checkedOutAt === null || at.getTime() < checkedOutAt.getTime();
}

/** When the plaque was next taken after an instant, by one of these shifts. */
export function takenAfter(shifts: readonly DutyShift[], at: Date): Date | undefined {
  const times = shifts.flatMap(({ checkedInAt }) => checkedInAt?.getTime() ?? []);
  const later = times.filter((time) => time > at.getTime());
  return later.length === 0 ? undefined : new Date(Math.min(...later));
}
