import type { Location, RosterSummary, Shift } from '@shangju/contracts';
import type { CodeFields } from '@shangju/rules';
import type { Pool } from 'pg';
import type { Caller } from '../../http/caller.ts';
import { previewShiftCheckIn } from './check-in.ts';
import { summaryByNumber } from './rosters.ts';
import { shopsOf } from './shift-readers.ts';
import { presentShift, selectShifts } from './shift-row.ts';

export interface PlaqueFound {
  roster: RosterSummary;
  /** The next shift there of a shop where the person works, and what stands in the way of beginning it. */
  next: { shift: Shift; refusal: Awaited<ReturnType<typeof previewShiftCheckIn>> } | undefined;
}

/** Whose plaque was scanned; undefined when no roster has the code's number. */
export async function plaqueScanned(
  pool: Pool,
  code: CodeFields,
  { caller, location }: { caller: Caller; location: Location | undefined },
): Promise<PlaqueFound | undefined> {
  const roster = await summaryByNumber(pool, code.subject);
  if (!roster) return undefined;
  const [row] = await selectShifts(
    pool,
    'next-shift-at-plaque',
    `s.roster_id = $1 and s.merchant_id = any($2::uuid[]) and s.status = 'due' and s.ends_at > street_now()
      order by s.starts_at limit 1`,
    [roster.id, shopsOf(caller)],
  );
  if (!row) return { roster, next: undefined };
  const refusal = await previewShiftCheckIn(pool, {
    shiftId: row.id,
    personId: caller.personId,
    merchantIds: shopsOf(caller),
    code,
    location,
    happenedAt: undefined,
  });
  return { roster, next: { shift: presentShift(row, caller), refusal } };
}
