import type { Shift } from '@shangju/contracts';

export type ShiftAct = 'reassign' | 'excuse' | 'make-up';

/**
 * What an admin can do about a shift, the usual first: as the rules of the API have it (decideReassign,
 * decideExcuse, decideMakeUp of packages/rules).
 */
export function actsOn(
  { status, endsAt }: Pick<Shift, 'status' | 'endsAt'>,
  { now, madeUp }: { now: Date /** A make-up for it is there. */; madeUp: boolean },
): ShiftAct[] {
  switch (status) {
    case 'due':
      return now.getTime() < Date.parse(endsAt) ? ['reassign', 'excuse'] : ['excuse'];
    case 'missed':
      return madeUp ? ['excuse'] : ['make-up', 'excuse'];
    case 'excused':
      return madeUp ? [] : ['make-up'];
    default:
      return [];
  }
}
