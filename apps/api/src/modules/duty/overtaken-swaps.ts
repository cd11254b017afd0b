import { findOvertakenSwaps } from '@shangju/rules';
import type { PoolClient } from 'pg';
import { tellOfOvertaken } from './duty-notices.ts';
import type { LockedRoster } from './lock-roster.ts';
import { dutyShiftOf, shiftsByIds } from './shift-row.ts';
import { ruleSwapOf, waitingSwaps } from './swap-row.ts';

/** Makes void what can't come true any more, and tells who asked. */
export async function overtakeSwaps(tx: PoolClient, roster: LockedRoster): Promise<void> {
  const swaps = await waitingSwaps(tx, roster.id);
  if (swaps.length === 0) return;
  const shifts = await shiftsByIds(
    tx,
    swaps.flatMap(({ shiftId, inReturnShiftId }) => [shiftId, inReturnShiftId ?? []].flat()),
  );
  const overtaken = findOvertakenSwaps({
    now: roster.now,
    swaps: swaps.map(ruleSwapOf),
    shifts: new Map(shifts.map((row) => [row.id, dutyShiftOf(row)])),
  });
  await storeOvertaken(tx, roster, overtaken);
}

export async function storeOvertaken(
  tx: PoolClient,
  roster: LockedRoster,
  swapIds: readonly string[],
): Promise<void> {
  if (swapIds.length === 0) return;
  await tx.query({
    name: 'overtake-swaps',
    text: `update swaps set status = 'overtaken' where id = any($1::uuid[])`,
    values: [swapIds],
  });
  await tellOfOvertaken(tx, roster, swapIds);
}
