import { codeTurnsAt, codeValidUntil, isCodeFresh } from '../codes/code-steps.ts';
import { HAPPENED_AHEAD_MAX_MS } from './happened-at.ts';

/** The one plaque of a roster, and who has it. */
export interface Plaque {
  /** null: the association's office. */
  readonly holderMerchantId: string | null;
  readonly since: Date;
  /** One more each time it is taken. */
  readonly revision: number;
}

/** What was scanned; that it is genuine and of the kind `plaque` was found out before. */
export interface PlaqueScan {
  /** Whose plaque the code names. */
  readonly rosterId: string;
  /** 0: the static code on the back of the plaque. */
  readonly step: number;
  readonly nonce: number;
}

/**
 * The nonce of a turning code: it names the holder's turn with the plaque, so that a code still on the screen
 * of the one before is no longer taken once the plaque has gone on.
 */
export function plaqueNonce(revision: number): number {
  return revision % 2 ** 24;
}

/** True where the shop of a shift can show the turning code: while it has the plaque, also after check-out. */
export function canShowPlaque(plaque: Plaque, shift: { readonly merchantId: string }): boolean {
  return plaque.holderMerchantId === shift.merchantId;
}

/**
 * Fresh now, or (for a scan that waited on a phone) at the time at which it happened by the phone's clock,
 * which may be off by `HAPPENED_AHEAD_MAX_MS`.
 */
export function isPlaqueCodeFresh(step: number, now: Date, at: Date, claimed: boolean): boolean {
  if (isCodeFresh(step, now)) return true;
  if (!claimed) return false;
  const shownFromMs = codeTurnsAt(step - 1).getTime();
  return (
    shownFromMs <= now.getTime() &&
    shownFromMs <= at.getTime() + HAPPENED_AHEAD_MAX_MS &&
    codeValidUntil(step).getTime() > at.getTime() - HAPPENED_AHEAD_MAX_MS
  );
}
