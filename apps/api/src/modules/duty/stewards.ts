import type { Contracts, QueryOf, StewardToday } from '@shangju/contracts';
import type { Pool } from 'pg';
import type { Caller } from '../../http/caller.ts';
import { readCursor, rowsToAsk, toPage } from '../../http/cursor.ts';
import { must } from '../../must.ts';
import { readShifts } from './overdue.ts';
import { officeOf } from './roster-row.ts';
import { presentSummary, SUMMARY_COLUMNS, SUMMARY_TABLES, type SummaryRow } from './rosters.ts';
import { presentShift, shiftsByIds } from './shift-row.ts';

/** Who has the plaque of which lane, who is on duty, and who comes next. */
export async function listStewards(
  pool: Pool,
  query: QueryOf<Contracts['GET /v1/stewards']>,
  caller: Caller | undefined,
) {
  const [afterNumber] = readCursor(query.cursor, ['integer']);
  const values = [query.associationId ?? null, afterNumber, rowsToAsk(query.limit)];

  let rows: StewardRow[] = [];
  const shifts = await readShifts(pool, async () => {
    ({ rows } = await pool.query<StewardRow>({ name: 'stewards', text: STEWARDS, values }));
    return shiftsByIds(
      pool,
      rows.flatMap(({ onDutyId, nextId }) => [onDutyId ?? [], nextId ?? []].flat()),
    );
  });
  const shown = new Map(shifts.map((shift) => [shift.id, presentShift(shift, caller)]));
  const shiftOf = (id: string | null) => (id === null ? null : must(shown.get(id)));
  return toPage(
    rows,
    query.limit,
    ({ number }) => [number],
    (row): StewardToday => ({
      roster: presentSummary(row),
      holderName: row.holderMerchantName ?? officeOf(row.associationName),
      onDuty: shiftOf(row.onDutyId),
      next: shiftOf(row.nextId),
    }),
  );
}

interface StewardRow extends SummaryRow {
  holderMerchantName: string | null;
  onDutyId: string | null;
  nextId: string | null;
}

const STEWARDS = `
  select ${SUMMARY_COLUMNS}, h.name as "holderMerchantName", on_duty.id as "onDutyId", next.id as "nextId"
  ${SUMMARY_TABLES}
  join plaques p on p.roster_id = r.id
  left join merchants h on h.id = p.holder_merchant_id
  left join shifts on_duty on on_duty.roster_id = r.id and on_duty.status = 'on-duty'
  left join lateral (
    select id from shifts
    where roster_id = r.id and status = 'due' and ends_at > street_now()
    order by starts_at limit 1
  ) next on true
  where ($1::uuid is null or r.association_id = $1) and ($2::int is null or r.number > $2)
  order by r.number limit $3`;
