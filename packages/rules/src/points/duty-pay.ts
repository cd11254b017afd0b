import { decidePoolPay, type PoolPayState } from './pool-pay.ts';

export interface DutyPayRequest {
  readonly shiftId: string;
  readonly transferId: string;
  /** Who was on duty. */
  readonly personId: string;
  readonly associationId: string;
  /** What the shift is worth: at least 1. */
  readonly points: number;
}

export type DutyPayState = PoolPayState;

export interface DutyPayDecision extends Pick<ReturnType<typeof decidePoolPay>, 'changes'> {
  /** What each shift pays, in order: all it is worth, or 0 where the budget has less left. */
  readonly paid: { readonly shiftId: string; readonly points: number }[];
}

/** Pays worked shifts: a shift is worked whether or not its points can still be issued. */
export function decideDutyPay(state: DutyPayState, requests: readonly DutyPayRequest[]): DutyPayDecision {
  const { paid, changes } = decidePoolPay(
    state,
    'duty',
    requests.map(({ shiftId, ...request }) => ({ ...request, reference: shiftId })),
  );
  return { paid: paid.map(({ reference, points }) => ({ shiftId: reference, points })), changes };
}
