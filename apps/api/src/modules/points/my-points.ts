import type { Contracts, MyPoints, PointsEntry, QueryOf } from '@shangju/contracts';
import type { Pool } from 'pg';
import { readCursor, rowsToAsk, toPage } from '../../http/cursor.ts';

export async function myPoints(pool: Pool, personId: string): Promise<MyPoints> {
  const { rows } = await pool.query<MyPoints>({
    name: 'my-points',
    text: `select available, held, earned, spent from accounts where id = $1 and kind = 'resident'`,
    values: [personId],
  });
  return rows[0] ?? { available: 0, held: 0, earned: 0, spent: 0 };
}

export async function listEntries(
  pool: Pool,
  personId: string,
  query: QueryOf<Contracts['GET /v1/me/points/entries']>,
) {
  const [beforeId] = readCursor(query.cursor, ['uuid']);
  const { rows } = await pool.query<EntryRow>({
    name: 'my-entries',
    text: ENTRIES,
    values: [personId, beforeId, rowsToAsk(query.limit)],
  });
  return toPage(rows, query.limit, ({ id }) => [id], presentEntry);
}

interface EntryRow {
  id: string;
  at: Date;
  kind: PointsEntry['kind'];
  change: number;
  merchant_id: string | null;
  merchant_name: string | null;
  redemption_id: string | null;
  offer_title: string | null;
  reason: string | null;
  roster_name: string | null;
  shift_name: string | null;
  meeting_title: string | null;
}

const ENTRIES = `
  select t.id, t.at, t.kind, case when t.credit_account_id = $1 then t.points else -t.points end as change,
    m.id as merchant_id, m.name as merchant_name, r.id as redemption_id, r.offer_title, g.reason,
    d.name as shift_name, o.name as roster_name, e.title as meeting_title
  from (
    select * from transfers where person_id = $1 and ($2::uuid is null or id < $2) order by id desc limit $3
  ) t
  left join check_ins c on t.kind = 'check-in' and c.id = t.reference_id
  left join redemptions r on t.kind = 'redemption' and r.id = t.reference_id
  left join grants g on t.kind = 'grant' and g.id = t.reference_id
  left join shifts d on t.kind = 'duty' and d.id = t.reference_id
  left join rosters o on o.id = d.roster_id
  left join attendances a on t.kind = 'attendance' and a.id = t.reference_id
  left join meetings e on e.id = a.meeting_id
  left join merchants m on m.id = coalesce(c.merchant_id, r.merchant_id)
  order by t.id desc`;

function presentEntry(row: EntryRow): PointsEntry {
  return {
    id: row.id,
    at: row.at.toISOString(),
    kind: row.kind,
    change: row.change,
    title: titleOf(row),
    merchantId: row.merchant_id,
    redemptionId: row.redemption_id,
  };
}

function titleOf(row: EntryRow): string {
  switch (row.kind) {
    case 'check-in':
      return `在${row.merchant_name ?? '街区'}签到`;
    case 'redemption':
      return `在${row.merchant_name ?? '街区'}兑换${row.offer_title ?? ''}`;
    case 'grant':
      return `商会发放：${row.reason ?? ''}`;
    case 'expiry':
      return '积分到期';
    case 'duty':
      return `值日：${row.roster_name ?? '街区'}${row.shift_name ?? ''}`;
    case 'attendance':
      return `参加会议：${row.meeting_title ?? '街区议事'}`;
  }
}
