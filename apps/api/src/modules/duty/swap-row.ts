import type { Swap as SwapShown, SwapStatus } from '@shangju/contracts';
import type { Swap } from '@shangju/rules';
import type { Pool, PoolClient } from 'pg';
import type { Caller } from '../../http/caller.ts';
import { must } from '../../must.ts';
import { presentShift, shiftsByIds } from './shift-row.ts';

/** A swap as it is stored, with the names around it. */
export interface SwapRow {
  id: string;
  rosterId: string;
  shiftId: string;
  askedByMerchantId: string;
  askedByMerchantName: string;
  askedMerchantId: string | null;
  askedMerchantName: string | null;
  takenByMerchantId: string | null;
  takenByMerchantName: string | null;
  inReturnShiftId: string | null;
  status: SwapStatus;
  reason: string;
  askedAt: Date;
}

/** @param where over `swaps w`, with the order */
export async function selectSwaps(
  db: Pool | PoolClient,
  name: string,
  where: string,
  values: unknown[],
): Promise<SwapRow[]> {
  const { rows } = await db.query<SwapRow>({ name, text: `${SWAPS} where ${where}`, values });
  return rows;
}

export async function findSwap(db: Pool | PoolClient, swapId: string): Promise<SwapRow | undefined> {
  const [row] = await selectSwaps(db, 'swap', 'w.id = $1', [swapId]);
  return row;
}

/** Swaps of a roster that may still come true. */
export const waitingSwaps = (tx: PoolClient, rosterId: string): Promise<SwapRow[]> =>
  selectSwaps(tx, 'waiting-swaps', `w.roster_id = $1 and w.status in ('open', 'accepted')`, [rosterId]);

const SWAPS = `
  select w.id, w.roster_id as "rosterId", w.shift_id as "shiftId",
    w.asked_by_merchant_id as "askedByMerchantId", asking.name as "askedByMerchantName",
    w.asked_merchant_id as "askedMerchantId", asked.name as "askedMerchantName",
    w.taken_by_merchant_id as "takenByMerchantId", taker.name as "takenByMerchantName",
    w.in_return_shift_id as "inReturnShiftId", w.status, w.reason, w.asked_at as "askedAt"
  from swaps w
  join merchants asking on asking.id = w.asked_by_merchant_id
  left join merchants asked on asked.id = w.asked_merchant_id
  left join merchants taker on taker.id = w.taken_by_merchant_id`;

/** Swaps with their shifts, which one more query brings for all of them. */
export async function presentSwaps(
  db: Pool | PoolClient,
  rows: readonly SwapRow[],
  reader: Caller | undefined,
): Promise<SwapShown[]> {
  const ids = rows.flatMap(({ shiftId, inReturnShiftId }) => [shiftId, inReturnShiftId ?? []].flat());
  const shifts = new Map((await shiftsByIds(db, ids)).map((row) => [row.id, presentShift(row, reader)]));
  return rows.map((row) => ({
    id: row.id,
    shift: must(shifts.get(row.shiftId)),
    askedByMerchantId: row.askedByMerchantId,
    askedByMerchantName: row.askedByMerchantName,
    askedMerchantId: row.askedMerchantId,
    askedMerchantName: row.askedMerchantName,
    takenByMerchantId: row.takenByMerchantId,
    takenByMerchantName: row.takenByMerchantName,
    inReturn: row.inReturnShiftId === null ? null : must(shifts.get(row.inReturnShiftId)),
    status: row.status,
    reason: row.reason,
    askedAt: row.askedAt.toISOString(),
  }));
}

export const ruleSwapOf = (row: SwapRow): Swap => ({
  swapId: row.id,
  status: row.status,
  shiftId: row.shiftId,
  askedByMerchantId: row.askedByMerchantId,
  askedMerchantId: row.askedMerchantId,
  takenByMerchantId: row.takenByMerchantId,
  inReturnShiftId: row.inReturnShiftId,
});
