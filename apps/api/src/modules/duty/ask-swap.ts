import { decideSwapRequest, type SwapRequestOutcome } from '@shangju/rules';
import type { PoolClient } from 'pg';
import { must } from '../../must.ts';
import { newId } from '../../new-id.ts';
import { tellOfSwapAsked } from './duty-notices.ts';
import { lockRoster } from './lock-roster.ts';
import { memberIdsOf } from './roster-row.ts';
import { dutyShiftOf, findShift } from './shift-row.ts';
import { findSwap, ruleSwapOf, type SwapRow, waitingSwaps } from './swap-row.ts';

type AskNo = Exclude<SwapRequestOutcome, { ok: true }>['code'] | 'not-found' | 'forbidden';

interface AskedSwap {
  shiftId: string;
  merchantId: string | undefined;
  reason: string;
  personId: string;
  /** Where the person works. */
  merchantIds: readonly string[];
}

/** Asks a named shop, or anyone on the roster, to take a shift. */
export async function askSwap(
  tx: PoolClient,
  asked: AskedSwap,
): Promise<{ ok: true; swap: SwapRow } | { ok: false; code: AskNo }> {
  const { shiftId, personId } = asked;
  const roster = await lockRoster(tx, { shiftId });
  if (!roster) return { ok: false, code: 'not-found' };
  const [found, waiting] = await Promise.all([findShift(tx, shiftId), waitingSwaps(tx, roster.id)]);
  const shift = must(found);
  // Whose shift it is may have changed since the person was let in.
  if (!asked.merchantIds.includes(shift.merchantId)) return { ok: false, code: 'forbidden' };
  const outcome = decideSwapRequest(
    {
      now: roster.now,
      shift: dutyShiftOf(shift),
      members: memberIdsOf(roster),
      openSwaps: waiting
        .filter((swap) => swap.shiftId === shiftId || swap.inReturnShiftId === shiftId)
        .map(ruleSwapOf),
    },
    { swapId: newId(), askedMerchantId: asked.merchantId ?? null },
  );
  if (!outcome.ok) return { ok: false, code: outcome.code };
  const { swapId, askedByMerchantId, askedMerchantId, status } = outcome.swap;
  await tx.query({
    name: 'ask-swap',
    text: `
      insert into swaps (id, roster_id, shift_id, asked_by_merchant_id, asked_merchant_id, status, reason, asked_by, asked_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    values: [
      swapId,
      roster.id,
      shiftId,
      askedByMerchantId,
      askedMerchantId,
      status,
      asked.reason,
      personId,
      roster.now,
    ],
  });
  const swap = must(await findSwap(tx, swapId));
  await tellOfSwapAsked(tx, roster, swap, shift, personId);
  return { ok: true, swap };
}
