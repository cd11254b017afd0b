import { type LocalDay, localDay } from '../street-time.ts';
import type { DutyShift } from './duty-shift.ts';
import { overtakenBy, type Swap, type SwapShift } from './swaps.ts';

const SHIFT_LENGTH_MAX_MS = 24 * 3_600_000;

export type ExcuseOutcome =
  | { readonly ok: true; readonly status: 'excused' }
  | { readonly ok: false; readonly code: 'shift-state-conflict' };

/** Excuses a shift that was missed, or one still due that will be. */
export function decideExcuse({ status }: Pick<DutyShift, 'status'>): ExcuseOutcome {
  return status === 'due' || status === 'missed'
    ? { ok: true, status: 'excused' }
    : { ok: false, code: 'shift-state-conflict' };
}

export interface ReassignState {
  readonly now: Date;
  readonly shift: SwapShift & Pick<DutyShift, 'endsAt'>;
  /** merchantIds of the roster. */
  readonly members: ReadonlySet<string>;
  /** Swaps that are open or accepted and touch the shift. */
  readonly openSwaps: readonly Swap[];
}

export type ReassignOutcome =
  | {
      readonly ok: true;
      readonly merchantId: string;
      /** swapIds of those that can't come true any more. */
      readonly overtaken: string[];
    }
  | { readonly ok: false; readonly code: 'shift-state-conflict' | 'member-unknown' };

/**
 * Gives a shift to another member. Unlike a swap also after its start, while nobody has begun it: that is when
 * an association looks for someone to step in.
 */
export function decideReassign(
  { now, shift, members, openSwaps }: ReassignState,
  { merchantId }: { readonly merchantId: string },
): ReassignOutcome {
  if (shift.status !== 'due' || now.getTime() >= shift.endsAt.getTime()) {
    return { ok: false, code: 'shift-state-conflict' };
  }
  if (!members.has(merchantId)) return { ok: false, code: 'member-unknown' };
  if (merchantId === shift.merchantId) return { ok: false, code: 'shift-state-conflict' };
  return { ok: true, merchantId, overtaken: overtakenBy([shift.shiftId], openSwaps) };
}

export interface MakeUpState {
  readonly now: Date;
  /** The one that is made up for. */
  readonly shift: Pick<DutyShift, 'status'>;
  /** A make-up for it is there already. */
  readonly made: boolean;
  /** The roster's shifts around the time asked for. */
  readonly others: readonly MakeUpHours[];
}

export interface MakeUpHours {
  readonly startsAt: Date;
  readonly endsAt: Date;
}

export type MakeUpOutcome =
  | {
      readonly ok: true;
      /** Of the new shift. */
      readonly day: LocalDay;
    }
  | { readonly ok: false; readonly code: 'shift-state-conflict' | 'shift-times-overlap' | 'days-past' };

/**
 * Gives the shop of a missed shift, excused or not, one other time, which no shift of the roster has yet: the
 * lane has one steward at a time. An end that is not after the start, or more than 24 hours after it, is refused
 * like an overlap: it would run into itself the next day.
 */
export function decideMakeUp(state: MakeUpState, { startsAt, endsAt }: MakeUpHours): MakeUpOutcome {
  const { now, shift, made, others } = state;
  if ((shift.status !== 'missed' && shift.status !== 'excused') || made) {
    return { ok: false, code: 'shift-state-conflict' };
  }
  if (startsAt.getTime() <= now.getTime()) return { ok: false, code: 'days-past' };
  const lengthMs = endsAt.getTime() - startsAt.getTime();
  const isTaken = others.some(
    (other) => other.startsAt.getTime() < endsAt.getTime() && startsAt.getTime() < other.endsAt.getTime(),
  );
  return lengthMs > 0 && lengthMs <= SHIFT_LENGTH_MAX_MS && !isTaken
    ? { ok: true, day: localDay(startsAt) }
    : { ok: false, code: 'shift-times-overlap' };
}
