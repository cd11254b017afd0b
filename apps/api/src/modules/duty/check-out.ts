import { type CheckOutOutcome, decideCheckOut } from '@shangju/rules';
import type { PoolClient } from 'pg';
import { must } from '../../must.ts';
import { findBegun, storeDutyChanges } from './duty-changes.ts';
import { lockRoster } from './lock-roster.ts';
import { dutyShiftOf, findShift, type ShiftRow } from './shift-row.ts';

type CheckOutNo = Exclude<CheckOutOutcome, { ok: true }>['code'] | 'not-found';

/** Ends a shift without its successor; the plaque stays where it is. */
export async function checkOutOfShift(
  tx: PoolClient,
  { shiftId, happenedAt }: { shiftId: string; happenedAt: Date | undefined },
): Promise<{ ok: true; shift: ShiftRow } | { ok: false; code: CheckOutNo }> {
  const roster = await lockRoster(tx, { shiftId });
  if (!roster) return { ok: false, code: 'not-found' };
  const [found, begun] = await Promise.all([findShift(tx, shiftId), findBegun(tx, roster, shiftId)]);
  const shift = dutyShiftOf(must(found));
  const { outcome, changes } = decideCheckOut(
    { now: roster.now, roster, shift, begun: begun.map(dutyShiftOf) },
    { happenedAt },
  );
  if (!outcome.ok) return { ok: false, code: outcome.code };
  await storeDutyChanges(tx, roster, changes);
  return { ok: true, shift: must(await findShift(tx, shiftId)) };
}
