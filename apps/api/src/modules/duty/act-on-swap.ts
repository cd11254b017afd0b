import { decideSwapAct, type SwapAct, type SwapActDecision } from '@shangju/rules';
import type { PoolClient } from 'pg';
import { must } from '../../must.ts';
import { record } from '../audit/index.ts';
import { tellOfSwap } from './duty-notices.ts';
import { lockRoster } from './lock-roster.ts';
import { storeOvertaken } from './overtaken-swaps.ts';
import { memberIdsOf } from './roster-row.ts';
import { dutyShiftOf, type ShiftRow, shiftsByIds } from './shift-row.ts';
import { findSwap, ruleSwapOf, type SwapRow, waitingSwaps } from './swap-row.ts';

type SwapActNo = Exclude<SwapActDecision['outcome'], { ok: true }>['code'] | 'not-found';

/** Moves a swap on; where that agrees it, both shifts change hands in the same transaction. */
export async function actOnSwap(
  tx: PoolClient,
  { swapId, act, actorId, reason }: { swapId: string; act: SwapAct; actorId: string; reason?: string },
): Promise<{ ok: true; swap: SwapRow } | { ok: false; code: SwapActNo }> {
  const roster = await lockRoster(tx, { swapId });
  if (!roster) return { ok: false, code: 'not-found' };
  const [found, waiting] = await Promise.all([findSwap(tx, swapId), waitingSwaps(tx, roster.id)]);
  const swap = must(found);
  const shiftIds = [
    swap.shiftId,
    (act.act === 'accept' ? act.inReturnShiftId : swap.inReturnShiftId) ?? [],
  ].flat();
  const shifts = (await shiftsByIds(tx, shiftIds)).filter(({ rosterId }) => rosterId === roster.id);

  const { outcome, changes } = decideSwapAct(
    {
      now: roster.now,
      swap: ruleSwapOf(swap),
      needsApproval: roster.swapNeedsApproval,
      members: memberIdsOf(roster),
      shifts: new Map(shifts.map((row) => [row.id, dutyShiftOf(row)])),
      others: waiting.filter((other) => other.id !== swapId && touches(other, shiftIds)).map(ruleSwapOf),
    },
    act,
  );
  if (!outcome.ok) return { ok: false, code: outcome.code };

  await storeSwap(tx, must(changes.swap));
  await changeHands(tx, changes.shifts);
  await storeOvertaken(tx, roster, changes.overtaken);
  const after = must(await findSwap(tx, swapId));
  const shift = must(shifts.find(({ id }) => id === swap.shiftId));
  await tellOfSwap(tx, roster, { swap: after, shift, actorId, ...(reason === undefined ? {} : { reason }) });
  if (act.act === 'approve' || act.act === 'reject') {
    await record(tx, {
      actorId,
      act: act.act === 'approve' ? 'swap.approved' : 'swap.rejected',
      subject: `swap/${swapId}`,
      details: {
        shiftId: swap.shiftId,
        moved: changes.shifts.map(moveOf(shifts)),
        ...(reason === undefined ? {} : { reason }),
      },
    });
  }
  return { ok: true, swap: after };
}

const touches = ({ shiftId, inReturnShiftId }: SwapRow, shiftIds: readonly string[]): boolean =>
  shiftIds.includes(shiftId) || (inReturnShiftId !== null && shiftIds.includes(inReturnShiftId));

const moveOf = (shifts: readonly ShiftRow[]) => (change: { shiftId: string; merchantId: string }) => ({
  shiftId: change.shiftId,
  from: must(shifts.find(({ id }) => id === change.shiftId)).merchantId,
  to: change.merchantId,
});

async function storeSwap(
  tx: PoolClient,
  swap: NonNullable<SwapActDecision['changes']['swap']>,
): Promise<void> {
  await tx.query({
    name: 'store-swap',
    text: 'update swaps set status = $2, taken_by_merchant_id = $3, in_return_shift_id = $4 where id = $1',
    values: [swap.swapId, swap.status, swap.takenByMerchantId, swap.inReturnShiftId],
  });
}

/** Whoever gets a shift will be reminded of it. */
async function changeHands(
  tx: PoolClient,
  shifts: readonly { shiftId: string; merchantId: string }[],
): Promise<void> {
  if (shifts.length === 0) return;
  await tx.query({
    name: 'swap-shifts',
    text: `
      update shifts s
      set merchant_id = n.merchant_id, swapped = true, reminded_evening_at = null, reminded_soon_at = null
      from unnest($1::uuid[], $2::uuid[]) as n (id, merchant_id) where s.id = n.id`,
    values: [shifts.map(({ shiftId }) => shiftId), shifts.map(({ merchantId }) => merchantId)],
  });
}
