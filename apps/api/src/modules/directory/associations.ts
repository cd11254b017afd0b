import type { Association, Contracts, QueryOf } from '@shangju/contracts';
import type { Pool } from 'pg';
import { readCursor, rowsToAsk, toPage } from '../../http/cursor.ts';

export async function listAssociations(pool: Pool, query: QueryOf<Contracts['GET /v1/associations']>) {
  const [afterNumber] = readCursor(query.cursor, ['integer']);
  const { rows } = await pool.query<Association & { number: number }>({
    name: 'associations',
    text: ASSOCIATIONS,
    values: [afterNumber, rowsToAsk(query.limit)],
  });
  return toPage(
    rows,
    query.limit,
    ({ number }) => [number],
    (association) => association,
  );
}

const ASSOCIATIONS = `
  select a.id, a.number, a.name, a.short_name as "shortName", c.name as "communityName",
    (select count(*)::int from merchants m where m.association_id = a.id) as "merchantCount"
  from associations a join communities c on c.id = a.community_id
  where $1::int is null or a.number > $1
  order by a.number limit $2`;
