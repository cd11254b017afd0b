import type { BallotSummary, Contracts, QueryOf } from '@shangju/contracts';
import type { Pool } from 'pg';
import type { Caller } from '../../http/caller.ts';
import { readCursor, rowsToAsk, toPage } from '../../http/cursor.ts';
import { unitsOfPerson } from '../registers/index.ts';
import { BALLOT_COLUMNS, BALLOT_FROM, type BallotRow, presentSummary } from './ballot-row.ts';

/** The newest end first; of open ballots the soonest. Drafts only for those who admin them. */
export async function listBallots(
  pool: Pool,
  caller: Caller | undefined,
  { associationId, state, mine, cursor, limit }: QueryOf<Contracts['GET /v1/ballots']>,
): Promise<{ items: BallotSummary[]; nextCursor: string | null }> {
  const [end, id] = readCursor(cursor, ['instant', 'uuid']);
  const soonestFirst = state === 'open' || state === 'published';
  const { rows } = await pool.query<BallotRow & { end: string; myUnitCount: number; myCastCount: number }>({
    name: `ballots-${soonestFirst ? 'soonest' : 'newest'}${mine ? '-mine' : ''}`,
    text: listQuery({ soonestFirst, mine: mine === true }),
    values: [
      caller?.personId ?? null,
      associationId ?? null,
      state ?? null,
      administered(caller),
      end,
      id,
      rowsToAsk(limit),
    ],
  });
  return toPage(rows, limit, (row) => [row.end, row.id], presentSummary);
}

const administered = (caller: Caller | undefined): string[] =>
  (caller?.roles ?? []).filter(({ role }) => role === 'association.admin').map(({ placeId }) => placeId);

function listQuery({ soonestFirst, mine }: { soonestFirst: boolean; mine: boolean }): string {
  const [order, after] = soonestFirst ? ['asc', '>'] : ['desc', '<'];
  return `
    with mine as materialized (select distinct * from ${unitsOfPerson('$1::uuid')} units)
    select ${BALLOT_COLUMNS}, votes.units as "myUnitCount", votes.cast as "myCastCount",
      to_char(b.closes_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as end
    from ${BALLOT_FROM}
    cross join lateral (
      select count(*) as units, count(t.unit_id) as cast
      from mine join ballot_units u on u.ballot_id = b.id and u.unit_id = mine.id
      left join ballot_turnout t on t.ballot_id = b.id and t.unit_id = mine.id
    ) votes
    where ($2::uuid is null or b.association_id = $2) and ($3::text is null or b.state = $3)
      and (b.state <> 'draft' or b.association_id = any($4::uuid[]))
      and ($5::timestamptz is null or (b.closes_at, b.id) ${after} ($5, $6::uuid))
      ${mine ? `and (votes.units > 0 or (b.state = 'published' and ${WILL_BE_IN}))` : ''}
    order by b.closes_at ${order}, b.id ${order} limit $7`;
}

/** Of ballots that have not opened nobody is written down yet: their rule tells. */
const WILL_BE_IN = `exists (
  select from mine, jsonb_path_query(b.rule, '$.registers[*].source') source
  where source->>'associationId' = mine.association_id::text
    or source->>'communityId' = mine.community_id::text
    or source->'unitIds' ? mine.id::text
)`;
