import { decideOverdueShifts } from '@shangju/rules';
import type { Pool } from 'pg';
import { transaction } from '../../db/transaction.ts';
import { must } from '../../must.ts';
import { storeDutyChanges } from './duty-changes.ts';
import { tellOfMissed } from './duty-notices.ts';
import { lockRoster } from './lock-roster.ts';
import { dutyShiftOf, OVERDUE, type ShiftRow, selectShifts } from './shift-row.ts';

export const OVERDUE_SHIFTS_JOB = 'note-overdue-shifts';

/**
 * Notes what time has decided: shifts that nobody began are missed, those whose steward forgot to
 * check out have ended. Can run at any time, twice, and side by side.
 * @returns how many shifts it was decided for
 */
export async function noteOverdueShifts(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ roster_id: string }>({
    name: 'rosters-with-overdue-shifts',
    text: `select distinct s.roster_id from shifts s where ${OVERDUE} order by s.roster_id`,
  });
  let noted = 0;
  for (const { roster_id: rosterId } of rows) noted += await noteOverdueShiftsOf(pool, rosterId);
  return noted;
}

/** Reads shifts; where time has decided some of them and nobody has noted that, notes it and reads again. */
export async function readShifts(pool: Pool, read: () => Promise<ShiftRow[]>): Promise<ShiftRow[]> {
  const rows = await read();
  const rosterIds = new Set(rows.filter(({ overdue }) => overdue).map(({ rosterId }) => rosterId));
  if (rosterIds.size === 0) return rows;
  for (const rosterId of rosterIds) await noteOverdueShiftsOf(pool, rosterId);
  return read();
}

export function noteOverdueShiftsOf(pool: Pool, rosterId: string): Promise<number> {
  return transaction(pool, async (tx) => {
    const roster = must(await lockRoster(tx, { rosterId }));
    const overdue = await selectShifts(tx, 'overdue-shifts', `s.roster_id = $1 and ${OVERDUE}`, [rosterId]);
    const { missed, closed, rewards } = decideOverdueShifts({
      now: roster.now,
      shifts: overdue.map(dutyShiftOf),
      pointsPerShift: new Map(overdue.map(({ id }) => [id, roster.pointsPerShift])),
    });
    await storeDutyChanges(tx, roster, { shifts: [...missed, ...closed], plaque: null, rewards });
    for (const { shiftId } of missed) {
      await tellOfMissed(tx, must(overdue.find(({ id }) => id === shiftId)));
    }
    return missed.length + closed.length;
  });
}
