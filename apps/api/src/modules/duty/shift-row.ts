import type { Shift, ShiftStatus } from '@shangju/contracts';
import { type DutyShift, FORGOTTEN_AFTER_MS, type ShiftEnding } from '@shangju/rules';
import type { Pool, PoolClient } from 'pg';
import type { Caller } from '../../http/caller.ts';
import { mayReadExcuse } from './shift-readers.ts';

/** A shift as it is stored, with the names around it. */
export interface ShiftRow {
  id: string;
  rosterId: string;
  rosterName: string;
  lane: string;
  associationId: string;
  merchantId: string;
  merchantName: string;
  plannedMerchantId: string | null;
  makesUpFor: string | null;
  day: string;
  name: string;
  startsAt: Date;
  endsAt: Date;
  status: ShiftStatus;
  swapped: boolean;
  checkedInAt: Date | null;
  checkedInBy: string | null;
  checkInSentLate: boolean;
  lateMinutes: number | null;
  checkedOutAt: Date | null;
  endedBy: ShiftEnding | null;
  pointsEarned: number;
  excuse: string | null;
  patrolCount: number;
  /** Time has decided it, and nobody has noted that yet. */
  overdue: boolean;
}

/** @param where over `shifts s`, `rosters r`, `merchants m`, with the order */
export async function selectShifts(
  db: Pool | PoolClient,
  name: string,
  where: string,
  values: unknown[],
): Promise<ShiftRow[]> {
  const { rows } = await db.query<ShiftRow>({ name, text: `${SHIFTS} where ${where}`, values });
  return rows;
}

export async function findShift(db: Pool | PoolClient, shiftId: string): Promise<ShiftRow | undefined> {
  const [row] = await selectShifts(db, 'shift', 's.id = $1', [shiftId]);
  return row;
}

export const shiftsByIds = (db: Pool | PoolClient, shiftIds: readonly string[]): Promise<ShiftRow[]> =>
  selectShifts(db, 'shifts-by-ids', 's.id = any($1::uuid[])', [shiftIds]);

/** The condition that time has decided a shift `s`: its end has come, or its steward has forgotten it. */
export const OVERDUE = `(
  (s.status = 'due' and s.ends_at <= street_now())
  or (s.status = 'on-duty' and s.ends_at <= street_now() - interval '${FORGOTTEN_AFTER_MS} milliseconds'))`;

const SHIFTS = `
  select s.id, s.roster_id as "rosterId", r.name as "rosterName", r.lane, r.association_id as "associationId",
    s.merchant_id as "merchantId", m.name as "merchantName", s.planned_merchant_id as "plannedMerchantId",
    s.makes_up_for as "makesUpFor", s.local_day as day, s.name, s.starts_at as "startsAt", s.ends_at as "endsAt",
    s.status, s.swapped, s.checked_in_at as "checkedInAt", s.checked_in_by as "checkedInBy",
    s.check_in_sent_late as "checkInSentLate", s.late_minutes as "lateMinutes",
    s.checked_out_at as "checkedOutAt", s.ended_by as "endedBy", s.points_earned as "pointsEarned", s.excuse,
    (select count(*)::int from patrols where shift_id = s.id) as "patrolCount",
    ${OVERDUE} as overdue
  from shifts s join rosters r on r.id = s.roster_id join merchants m on m.id = s.merchant_id`;

/** @param reader sees the excuse only where the shop or its association is theirs to run */
export const presentShift = (row: ShiftRow, reader: Caller | undefined): Shift => ({
  id: row.id,
  rosterId: row.rosterId,
  rosterName: row.rosterName,
  lane: row.lane,
  merchantId: row.merchantId,
  merchantName: row.merchantName,
  day: row.day,
  name: row.name,
  startsAt: row.startsAt.toISOString(),
  endsAt: row.endsAt.toISOString(),
  status: row.status,
  swapped: row.swapped,
  makesUpFor: row.makesUpFor,
  checkedInAt: row.checkedInAt?.toISOString() ?? null,
  checkInSentLate: row.checkInSentLate,
  checkedOutAt: row.checkedOutAt?.toISOString() ?? null,
  lateMinutes: row.lateMinutes,
  patrolCount: row.patrolCount,
  excuse: mayReadExcuse(row, reader) ? row.excuse : null,
});

export const dutyShiftOf = (row: ShiftRow): DutyShift => ({
  shiftId: row.id,
  merchantId: row.merchantId,
  startsAt: row.startsAt,
  endsAt: row.endsAt,
  status: row.status,
  checkedInAt: row.checkedInAt,
  checkedInBy: row.checkedInBy,
  checkedOutAt: row.checkedOutAt,
  lateMinutes: row.lateMinutes,
  endedBy: row.endedBy,
  pointsEarned: row.pointsEarned,
});
