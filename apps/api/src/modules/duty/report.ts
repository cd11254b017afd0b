import type { RosterReport, ShiftStatus } from '@shangju/contracts';
import { dutyReport } from '@shangju/rules';
import type { Pool } from 'pg';
import { must } from '../../must.ts';
import type { Days } from './days.ts';
import { noteOverdueShiftsOf } from './overdue.ts';
import { OVERDUE } from './shift-row.ts';

/** Per shop what was due, worked, missed …: one query, whatever the number of shops and days. */
export async function reportOf(pool: Pool, rosterId: string, { from, to }: Days): Promise<RosterReport> {
  const rows = await loadUpToDate(pool, rosterId, { from, to });
  const names = new Map(rows.map(({ merchantId, merchantName }) => [merchantId, merchantName]));
  const members = rows.filter(({ isMember }) => isMember).map(({ merchantId }) => merchantId);
  const shifts = rows.flatMap((row) => (row.shiftId === null ? [] : [{ ...row, shiftId: row.shiftId }]));
  const report = dutyReport({
    members: [...new Set(members)],
    shifts: shifts.map(({ shiftId, merchantId, status, lateMinutes, swapped }) => ({
      shiftId,
      merchantId,
      status: must(status),
      lateMinutes,
      swapped: must(swapped),
    })),
    patrols: shifts.flatMap(({ shiftId, patrols }) =>
      patrols.map((needsSomeone) => ({ shiftId, needsSomeone })),
    ),
  });
  return {
    rosterId,
    rosterName: must(rows[0]).rosterName,
    from,
    to,
    rows: report.map((row) => ({ ...row, merchantName: must(names.get(row.merchantId)) })),
  };
}

interface ReportSourceRow {
  rosterName: string;
  merchantId: string;
  merchantName: string;
  isMember: boolean;
  /** Null, as all after it, for a member without a shift in these days. */
  shiftId: string | null;
  status: ShiftStatus | null;
  lateMinutes: number | null;
  swapped: boolean | null;
  overdue: boolean | null;
  /** Of each patrol, whether it needs someone. */
  patrols: boolean[];
}

async function loadUpToDate(pool: Pool, rosterId: string, days: Days): Promise<ReportSourceRow[]> {
  const rows = await load(pool, rosterId, days);
  if (!rows.some(({ overdue }) => overdue)) return rows;
  await noteOverdueShiftsOf(pool, rosterId);
  return load(pool, rosterId, days);
}

async function load(pool: Pool, rosterId: string, { from, to }: Days): Promise<ReportSourceRow[]> {
  const { rows } = await pool.query<ReportSourceRow>({
    name: 'duty-report',
    text: `
      select r.name as "rosterName", m.id as "merchantId", m.name as "merchantName",
        x.merchant_id is not null as "isMember", s.id as "shiftId", s.status, s.late_minutes as "lateMinutes",
        s.swapped, ${OVERDUE} as overdue,
        array(select needs_someone from patrols where shift_id = s.id) as patrols
      from (
        select merchant_id from roster_members where roster_id = $1
        union
        select merchant_id from shifts where roster_id = $1 and local_day between $2 and $3
      ) who
      join rosters r on r.id = $1
      join merchants m on m.id = who.merchant_id
      left join roster_members x on x.roster_id = $1 and x.merchant_id = who.merchant_id
      left join shifts s on s.roster_id = $1 and s.merchant_id = who.merchant_id and s.local_day between $2 and $3
      order by x.position nulls last, s.starts_at`,
    values: [rosterId, from, to],
  });
  return rows;
}
