import { must } from '../must.ts';
import type { DutyShift } from './duty-shift.ts';

/**
 * `accepted` waits for the association's approval; `agreed` has changed the shifts; `overtaken` was made void
 * by something else: a shift began or changed hands.
 */
export type SwapStatus = 'open' | 'accepted' | 'agreed' | 'declined' | 'withdrawn' | 'rejected' | 'overtaken';

export type SwapShift = Pick<DutyShift, 'shiftId' | 'merchantId' | 'startsAt' | 'status'>;

export interface Swap {
  readonly swapId: string;
  readonly status: SwapStatus;
  readonly shiftId: string;
  readonly askedByMerchantId: string;
  /** null: anyone of the roster. */
  readonly askedMerchantId: string | null;
  /** null until somebody has accepted. */
  readonly takenByMerchantId: string | null;
  /** null where the shift is taken without one in return. */
  readonly inReturnShiftId: string | null;
}

export interface SwapRequest {
  readonly swapId: string;
  readonly askedMerchantId: string | null;
}

export interface SwapRequestState {
  readonly now: Date;
  /** That the one who asks works at its shop was found out before. */
  readonly shift: SwapShift;
  /** merchantIds of the roster. */
  readonly members: ReadonlySet<string>;
  /** Swaps that are open or accepted and touch the shift. */
  readonly openSwaps: readonly Swap[];
}

export type SwapRequestOutcome =
  | { readonly ok: true; readonly swap: Swap }
  | { readonly ok: false; readonly code: 'shift-state-conflict' | 'member-unknown' | 'swap-open-already' };

/**
 * Asks for someone to take a shift that has not begun. Each shift is offered once at a time; that it has been
 * promised in return for another does not stop its shop from offering it, the first that comes true counts.
 */
export function decideSwapRequest(state: SwapRequestState, request: SwapRequest): SwapRequestOutcome {
  const { now, shift, members, openSwaps } = state;
  const { swapId, askedMerchantId } = request;
  if (!canChangeHands(shift, now)) return { ok: false, code: 'shift-state-conflict' };
  if (askedMerchantId !== null && (!members.has(askedMerchantId) || askedMerchantId === shift.merchantId)) {
    return { ok: false, code: 'member-unknown' };
  }
  if (openSwaps.some((swap) => isOpen(swap) && swap.shiftId === shift.shiftId)) {
    return { ok: false, code: 'swap-open-already' };
  }
  return {
    ok: true,
    swap: {
      swapId,
      status: 'open',
      shiftId: shift.shiftId,
      askedByMerchantId: shift.merchantId,
      askedMerchantId,
      takenByMerchantId: null,
      inReturnShiftId: null,
    },
  };
}

export type SwapAct =
  /** That the person works at this shop was found out before. */
  | { readonly act: 'accept'; readonly merchantId: string; readonly inReturnShiftId: string | null }
  /** The shops at which the person works. */
  | { readonly act: 'decline'; readonly merchantIds: readonly string[] }
  /** By the shop that asked. */
  | { readonly act: 'withdraw' }
  /** By the association. */
  | { readonly act: 'approve' | 'reject' };

export interface SwapActState {
  readonly now: Date;
  readonly swap: Swap;
  readonly needsApproval: boolean;
  /** merchantIds of the roster. */
  readonly members: ReadonlySet<string>;
  /** By shiftId: the swap's shift, and the one in return unless this roster has no such shift. */
  readonly shifts: ReadonlyMap<string, SwapShift>;
  /** Other swaps that are open or accepted and touch one of these shifts. */
  readonly others: readonly Swap[];
}

export type SwapActOutcome =
  | { readonly ok: true; readonly swap: Swap }
  | {
      readonly ok: false;
      readonly code: 'swap-state-conflict' | 'shift-state-conflict' | 'own-swap' | 'forbidden';
    };

export interface SwapActDecision {
  readonly outcome: SwapActOutcome;
  readonly changes: {
    /** null: refused. */
    readonly swap: Swap | null;
    /** Whose they are now: those of both sides, or none. */
    readonly shifts: { readonly shiftId: string; readonly merchantId: string }[];
    /** swapIds of others that can't come true any more. */
    readonly overtaken: string[];
  };
}

/**
 * Moves a swap on. Shifts change hands when it is agreed: at acceptance, or where the association wants to see
 * it first at its approval, for which both shifts are looked at again. Whatever else was asked for a shift that
 * has changed hands is overtaken.
 */
export function decideSwapAct(state: SwapActState, act: SwapAct): SwapActDecision {
  const refusal = actRefusal(state, act);
  if (refusal !== undefined) return refused(refusal);
  const { swap } = state;
  switch (act.act) {
    case 'accept': {
      const accepted: Swap = {
        ...swap,
        status: 'accepted',
        takenByMerchantId: act.merchantId,
        inReturnShiftId: act.inReturnShiftId,
      };
      if (!bothCanChangeHands(state, accepted)) return refused('shift-state-conflict');
      return state.needsApproval ? moved(accepted) : agreed(state, accepted);
    }
    case 'approve':
      return bothCanChangeHands(state, swap) ? agreed(state, swap) : refused('shift-state-conflict');
    case 'decline':
      return moved({ ...swap, status: 'declined' });
    case 'withdraw':
      return moved({ ...swap, status: 'withdrawn' });
    case 'reject':
      return moved({ ...swap, status: 'rejected' });
  }
}

/**
 * swapIds of open and accepted swaps that can't come true any more: the shift, or the one in return, has begun
 * or is no longer the shop's that gives it. What is not loaded is a bug and throws.
 */
export function findOvertakenSwaps(state: {
  readonly now: Date;
  readonly swaps: readonly Swap[];
  /** By shiftId. */
  readonly shifts: ReadonlyMap<string, SwapShift>;
}): string[] {
  const { now, swaps, shifts } = state;
  const isLost = (shiftId: string, merchantId: string | null) => {
    const shift = must(shifts.get(shiftId), `shift ${shiftId}`);
    return shift.merchantId !== merchantId || !canChangeHands(shift, now);
  };
  return swaps
    .filter(isOpen)
    .filter(
      ({ shiftId, askedByMerchantId, inReturnShiftId, takenByMerchantId }) =>
        isLost(shiftId, askedByMerchantId) ||
        (inReturnShiftId !== null && isLost(inReturnShiftId, takenByMerchantId)),
    )
    .map(({ swapId }) => swapId);
}

/** True for a shift that is due and whose time has not come. */
function canChangeHands({ status, startsAt }: SwapShift, now: Date): boolean {
  return status === 'due' && now.getTime() < startsAt.getTime();
}

/** swapIds of those that are open or accepted and touch one of the shifts, but for the one that is agreed. */
export function overtakenBy(
  shiftIds: readonly string[],
  swaps: readonly Swap[],
  agreedSwapId?: string,
): string[] {
  return swaps
    .filter(
      (swap) =>
        isOpen(swap) &&
        swap.swapId !== agreedSwapId &&
        (shiftIds.includes(swap.shiftId) ||
          (swap.inReturnShiftId !== null && shiftIds.includes(swap.inReturnShiftId))),
    )
    .map(({ swapId }) => swapId);
}

const FROM: Readonly<Record<SwapAct['act'], readonly SwapStatus[]>> = {
  accept: ['open'],
  decline: ['open'],
  withdraw: ['open', 'accepted'],
  approve: ['accepted'],
  reject: ['open', 'accepted'],
};

function actRefusal(
  { swap, members }: SwapActState,
  act: SwapAct,
): 'own-swap' | 'forbidden' | 'swap-state-conflict' | undefined {
  if (act.act === 'accept') {
    if (act.merchantId === swap.askedByMerchantId) return 'own-swap';
    const isAsked = swap.askedMerchantId === null || swap.askedMerchantId === act.merchantId;
    if (!isAsked || !members.has(act.merchantId)) return 'forbidden';
  }
  if (act.act === 'decline') {
    const isAsked = swap.askedMerchantId !== null && act.merchantIds.includes(swap.askedMerchantId);
    if (!isAsked) return 'forbidden';
  }
  return FROM[act.act].includes(swap.status) ? undefined : 'swap-state-conflict';
}

/** Neither has begun, each is still the shop's that gives it, and both shops take turns on the roster. */
function bothCanChangeHands({ now, members, shifts }: SwapActState, swap: Swap): boolean {
  const { shiftId, askedByMerchantId, takenByMerchantId, inReturnShiftId } = swap;
  const shift = must(shifts.get(shiftId), `shift ${shiftId}`);
  if (takenByMerchantId === null || !members.has(takenByMerchantId)) return false;
  if (shift.merchantId !== askedByMerchantId || !canChangeHands(shift, now)) return false;
  if (inReturnShiftId === null) return true;
  const inReturn = shifts.get(inReturnShiftId);
  return (
    inReturn !== undefined &&
    members.has(askedByMerchantId) &&
    inReturn.merchantId === takenByMerchantId &&
    canChangeHands(inReturn, now)
  );
}

function agreed({ others }: SwapActState, swap: Swap): SwapActDecision {
  const { swapId, shiftId, askedByMerchantId, inReturnShiftId } = swap;
  const takenBy = must(swap.takenByMerchantId ?? undefined, `who takes the shift of swap ${swapId}`);
  const shifts = [{ shiftId, merchantId: takenBy }];
  if (inReturnShiftId !== null) shifts.push({ shiftId: inReturnShiftId, merchantId: askedByMerchantId });
  const overtaken = overtakenBy(
    shifts.map((shift) => shift.shiftId),
    others,
    swapId,
  );
  const after: Swap = { ...swap, status: 'agreed' };
  return { outcome: { ok: true, swap: after }, changes: { swap: after, shifts, overtaken } };
}

function moved(swap: Swap): SwapActDecision {
  return { outcome: { ok: true, swap }, changes: { swap, shifts: [], overtaken: [] } };
}

function refused(code: (SwapActOutcome & { ok: false })['code']): SwapActDecision {
  return { outcome: { ok: false, code }, changes: { swap: null, shifts: [], overtaken: [] } };
}

function isOpen({ status }: Swap): boolean {
  return status === 'open' || status === 'accepted';
}
