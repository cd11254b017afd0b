import type { Shift, Swap, SwapStatus } from '@shangju/contracts';
import { findOvertakenSwaps, type SwapShift } from '@shangju/rules';

/**
 * How a swap stands at an instant. The API makes void what has run out within some minutes; until then it still says
 * `open` of a shift that has begun, which nobody can take any more.
 */
export function swapStatusAt(swap: Swap, now: Date): SwapStatus {
  const { id: swapId, shift, inReturn } = swap;
  const overtaken = findOvertakenSwaps({
    now,
    swaps: [{ ...swap, swapId, shiftId: shift.id, inReturnShiftId: inReturn?.id ?? null }],
    shifts: new Map([shift, inReturn ?? []].flat().map((one) => [one.id, ruleShiftOf(one)])),
  });
  return overtaken.length > 0 ? 'overtaken' : swap.status;
}

/** Somebody can still say something to it. */
export function waitsForAnswer(swap: Swap, now: Date): boolean {
  const status = swapStatusAt(swap, now);
  return status === 'open' || status === 'accepted';
}

const ruleShiftOf = ({ id, merchantId, startsAt, status }: Shift): SwapShift => ({
  shiftId: id,
  merchantId,
  startsAt: new Date(startsAt),
  status,
});
