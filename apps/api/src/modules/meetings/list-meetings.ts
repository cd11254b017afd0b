import type { Contracts, QueryOf } from '@shangju/contracts';
import type { Pool } from 'pg';
import { readCursor, rowsToAsk, toPage } from '../../http/cursor.ts';
import {
  adminAt,
  isVisibleTo,
  presentSummary,
  type Reader,
  SUMMARY_COLUMNS,
  SUMMARY_TABLES,
  type SummaryRow,
} from './meeting-row.ts';

/** Those that are still to be held, the next first; then those that are over, the last first. */
export async function listMeetings(
  pool: Pool,
  query: QueryOf<Contracts['GET /v1/meetings']>,
  reader: Reader,
) {
  const [afterOver, afterMinutes, afterId] = readCursor(query.cursor, ['integer', 'integer', 'uuid']);
  const { rows } = await pool.query<ListedRow>({
    name: 'meetings',
    text: `
      select ${SUMMARY_COLUMNS}, o.over, o.minutes ${SUMMARY_TABLES}
      cross join lateral (select (m.state in ('closed', 'minutes-published'))::int as over) s
      cross join lateral (
        select s.over, (extract(epoch from m.starts_at) / 60)::int * (1 - 2 * s.over) as minutes
      ) o
      where ${isVisibleTo('$1::uuid[]')}
        and ($2::uuid is null or m.association_id = $2) and ($3::text is null or m.state = $3)
        and ($4::int is null or (o.over, o.minutes, m.id) > ($4, $5, $6::uuid))
      order by o.over, o.minutes, m.id limit $7`,
    values: [
      adminAt(reader),
      query.associationId ?? null,
      query.state ?? null,
      afterOver,
      afterMinutes,
      afterId,
      rowsToAsk(query.limit),
    ],
  });
  return toPage(rows, query.limit, ({ over, minutes, id }) => [over, minutes, id], presentSummary);
}

interface ListedRow extends SummaryRow {
  over: number;
  /** Since 1970, negative where the meeting is over. */
  minutes: number;
}
