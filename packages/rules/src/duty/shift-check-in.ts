import { distanceM, type Place } from '../points/place.ts';
import {
  begin,
  type DutyReward,
  type DutyShift,
  end,
  rewardsOf,
  takenAfter,
  wasOnDuty,
} from './duty-shift.ts';
import { happenedAt } from './happened-at.ts';
import { isPlaqueCodeFresh, type Plaque, type PlaqueScan, plaqueNonce } from './plaque.ts';

export interface ShiftCheckInRequest {
  /** Who begins the shift; that they work at its shop was found out before. */
  readonly personId: string;
  readonly code: PlaqueScan | null;
  /** Where the phone says it is. */
  readonly location?: Place | undefined;
  /** The phone's word for when it was, where there was no network then. */
  readonly happenedAt?: Date | undefined;
}

export interface DutyRoster {
  readonly rosterId: string;
  /** null: there is no fence. */
  readonly location: Place | null;
  readonly fenceRadiusM: number;
  /** 0: a worked shift earns nothing. */
  readonly pointsPerShift: number;
}

/** All loaded under the lock of the plaque, which every act of the roster takes. */
export interface ShiftCheckInState {
  readonly now: Date;
  readonly roster: DutyRoster;
  readonly plaque: Plaque;
  readonly shift: DutyShift;
  /** The roster's other shifts that were begun, of as long as an act may wait on a phone: at most one is on duty. */
  readonly begun: readonly DutyShift[];
}

export type ShiftCheckInRefusal =
  | {
      readonly code:
        | 'happened-at-invalid'
        | 'shift-begun'
        | 'shift-over'
        | 'plaque-code-required'
        | 'plaque-other-roster'
        | 'plaque-not-here'
        | 'code-expired'
        | 'location-required';
    }
  /** Until the check-in opens, rounded up. */
  | { readonly code: 'shift-too-early'; readonly minutes: number }
  /** Whole metres, never rounded into the fence. */
  | { readonly code: 'outside-fence'; readonly distanceM: number };

export type ShiftCheckInOutcome =
  | {
      readonly ok: true;
      readonly at: Date;
      readonly sentLate: boolean;
      readonly shift: DutyShift;
      /** The shift that ended by it. */
      readonly ended: DutyShift | null;
    }
  | ({ readonly ok: false } & ShiftCheckInRefusal);

export interface DutyChanges {
  /** New values of those that changed. */
  readonly shifts: DutyShift[];
  /** null: it stays where it is. */
  readonly plaque: Plaque | null;
  readonly rewards: DutyReward[];
}

export interface ShiftCheckInDecision {
  readonly outcome: ShiftCheckInOutcome;
  readonly changes: DutyChanges;
}

export const CHECK_IN_OPENS_MS = 15 * 60_000;

export const NO_DUTY_CHANGES: DutyChanges = { shifts: [], plaque: null, rewards: [] };

/**
 * Begins a shift, from 15 minutes before it starts until it ends; the plaque goes to its shop, and whoever was
 * on duty no longer is: one act, so that the plaque has one holder and the roster one steward at all times.
 *
 * Presence is shown by
 *
 * - the turning code of the shop that has the plaque. A shift that shop is on ends at this moment, be it a few
 *   minutes before its time. A shop's own code shows nothing: it goes the other way;
 * - or the plaque's static code inside the fence. While another shop's shift is running the plaque is with its
 *   steward, whose code is to be scanned (`plaque-not-here`); once that shift's time is over, whoever comes next
 *   need not wait for a steward who has left: it ends as worked at its end. A roster without a location has no
 *   fence, and the static code alone will do: with neither, nobody could take the plaque from the office.
 *
 * An act that waited on a phone is judged at the time at which it happened, and may so begin a shift that is
 * over, missed or excused by now; only how long ago it may be is bounded. Who was on duty then, and has checked
 * out since, was relieved at that time; they keep what they earned. Where the plaque was taken by someone later
 * in the shift or after it, the shift is over: it becomes worked at once, until its end or until the plaque was
 * taken, and the plaque stays where it is. (Which tag the plaque had when it was scanned is not known any more;
 * the code's time, or the fence, stand for it.)
 *
 * A shift excused beforehand can be begun all the same: who comes in spite of it has worked.
 */
export function decideShiftCheckIn(
  state: ShiftCheckInState,
  request: ShiftCheckInRequest,
): ShiftCheckInDecision {
  const when = happenedAt(state.now, request.happenedAt);
  if (!when.ok) return refused(when);
  const { at, sentLate } = when;
  const wentOn = request.happenedAt !== undefined && at.getTime() < state.plaque.since.getTime();
  const takenAt = wentOn ? (takenAfter(state.begun, at) ?? state.plaque.since) : undefined;
  const steward = stewardAt(state, at, wentOn);
  const refusal =
    timeRefusal(state.shift, at) ??
    codeRefusal(state, request, { at, takenAt, steward }) ??
    placeRefusal(state.roster, request);
  if (refusal !== undefined) return refused({ ok: false, ...refusal });

  const begun = begin(state.shift, request.personId, at);
  const relieved = steward && relieve(steward, state, request, at);
  const ended = relieved !== undefined && steward?.status === 'on-duty' ? relieved : null;
  const shift =
    takenAt === undefined
      ? begun
      : end(begun, 'taken', earlier(begun.endsAt, takenAt), state.roster.pointsPerShift);
  return {
    outcome: { ok: true, at, sentLate, shift, ended },
    changes: {
      shifts: relieved === undefined ? [shift] : [relieved, shift],
      plaque:
        takenAt === undefined
          ? { holderMerchantId: shift.merchantId, since: at, revision: state.plaque.revision + 1 }
          : null,
      rewards: [
        ...(ended === null ? [] : rewardsOf(ended)),
        ...(takenAt === undefined ? [] : rewardsOf(shift)),
      ],
    },
  };
}

/** Who is on duty, or was at that time. Where the plaque did not go on, whoever is on duty now was so already. */
function stewardAt({ begun }: ShiftCheckInState, at: Date, wentOn: boolean): DutyShift | undefined {
  const onDuty = wentOn ? undefined : begun.find(({ status }) => status === 'on-duty');
  return onDuty ?? begun.find((shift) => wasOnDuty(shift, at));
}

/** What can't be helped comes first, what a new scan or a few steps mend comes last. */
function timeRefusal(shift: DutyShift, at: Date): ShiftCheckInRefusal | undefined {
  if (shift.status === 'on-duty' || shift.status === 'worked') return { code: 'shift-begun' };
  if (at.getTime() >= shift.endsAt.getTime()) return { code: 'shift-over' };
  const earlyMs = shift.startsAt.getTime() - CHECK_IN_OPENS_MS - at.getTime();
  return earlyMs > 0 ? { code: 'shift-too-early', minutes: Math.ceil(earlyMs / 60_000) } : undefined;
}

function codeRefusal(
  { now, roster, plaque, shift }: ShiftCheckInState,
  { code, happenedAt: claimed }: ShiftCheckInRequest,
  { at, takenAt, steward }: { at: Date; takenAt: Date | undefined; steward: DutyShift | undefined },
): ShiftCheckInRefusal | undefined {
  if (code === null) return { code: 'plaque-code-required' };
  if (code.rosterId !== roster.rosterId) return { code: 'plaque-other-roster' };
  // Taken before the shift began: what came after is known, and it is not this shop's turn with the plaque.
  if (takenAt !== undefined && takenAt.getTime() <= shift.startsAt.getTime()) {
    return { code: 'plaque-not-here' };
  }
  if (isStatic(code)) {
    const heldByAnother =
      steward !== undefined &&
      steward.merchantId !== shift.merchantId &&
      at.getTime() < steward.endsAt.getTime();
    return heldByAnother ? { code: 'plaque-not-here' } : undefined;
  }
  if (takenAt === undefined) {
    const fromHolder = plaque.holderMerchantId !== null && code.nonce === plaqueNonce(plaque.revision);
    if (!fromHolder) return { code: 'plaque-not-here' };
    if (plaque.holderMerchantId === shift.merchantId) return { code: 'plaque-code-required' };
  }
  return isPlaqueCodeFresh(code.step, now, at, claimed !== undefined) ? undefined : { code: 'code-expired' };
}

function placeRefusal(
  { location: centre, fenceRadiusM }: DutyRoster,
  { code, location }: ShiftCheckInRequest,
): ShiftCheckInRefusal | undefined {
  if (code === null || !isStatic(code) || centre === null) return undefined;
  if (location === undefined) return { code: 'location-required' };
  const away = distanceM(location, centre);
  return away <= fenceRadiusM ? undefined : { code: 'outside-fence', distanceM: Math.ceil(away) };
}

function relieve(
  steward: DutyShift,
  { roster, shift }: ShiftCheckInState,
  { code }: ShiftCheckInRequest,
  at: Date,
): DutyShift {
  if (steward.status !== 'on-duty') return { ...steward, checkedOutAt: at };
  const seen = (code !== null && !isStatic(code)) || steward.merchantId === shift.merchantId;
  return seen
    ? end(steward, 'hand-over', at, roster.pointsPerShift)
    : end(steward, 'taken', steward.endsAt, roster.pointsPerShift);
}

function isStatic({ step }: PlaqueScan): boolean {
  return step === 0;
}

function earlier(one: Date, other: Date): Date {
  return one.getTime() <= other.getTime() ? one : other;
}

function refused(outcome: ShiftCheckInOutcome & { ok: false }): ShiftCheckInDecision {
  return { outcome, changes: NO_DUTY_CHANGES };
}
