import type { Contracts, QueryOf } from '@shangju/contracts';
import type { Pool } from 'pg';
import type { Caller } from '../../http/caller.ts';
import { readCursor, rowsToAsk, toPage } from '../../http/cursor.ts';
import { shopsOf } from './shift-readers.ts';
import { presentSwaps, type SwapRow, selectSwaps } from './swap-row.ts';

export async function listRosterSwaps(
  pool: Pool,
  rosterId: string,
  query: QueryOf<Contracts['GET /v1/rosters/{rosterId}/swaps']>,
  caller: Caller,
) {
  const [beforeId] = readCursor(query.cursor, ['uuid']);
  const rows = await selectSwaps(
    pool,
    'swaps-of-roster',
    `w.roster_id = $1 and ($2::text is null or w.status = $2) and ($3::uuid is null or w.id < $3)
      order by w.id desc limit $4`,
    [rosterId, query.status ?? null, beforeId, rowsToAsk(query.limit)],
  );
  return toShownPage(pool, rows, query.limit, caller);
}

/** Those that the person's shops asked for, took, or can take. */
export async function listMySwaps(pool: Pool, query: QueryOf<Contracts['GET /v1/me/swaps']>, caller: Caller) {
  const [beforeId] = readCursor(query.cursor, ['uuid']);
  const rows = await selectSwaps(
    pool,
    'my-swaps',
    `(
        w.asked_by_merchant_id = any($1::uuid[])
        or w.asked_merchant_id = any($1::uuid[])
        or w.taken_by_merchant_id = any($1::uuid[])
        or (w.asked_merchant_id is null and w.status = 'open' and w.roster_id in (
          select roster_id from roster_members where merchant_id = any($1::uuid[])
        ))
      )
      and ($2::text is null or w.status = $2) and ($3::uuid is null or w.id < $3)
      order by w.id desc limit $4`,
    [shopsOf(caller), query.status ?? null, beforeId, rowsToAsk(query.limit)],
  );
  return toShownPage(pool, rows, query.limit, caller);
}

async function toShownPage(pool: Pool, rows: SwapRow[], limit: number | undefined, caller: Caller) {
  const page = toPage(
    rows,
    limit,
    ({ id }) => [id],
    (row) => row,
  );
  return { ...page, items: await presentSwaps(pool, page.items, caller) };
}
