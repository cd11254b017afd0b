import type { Contracts, QueryOf, Unit } from '@shangju/contracts';
import type { Pool } from 'pg';
import { readCursor, rowsToAsk, toPage } from '../../http/cursor.ts';

/** The open shops of an association and the households of its community, whose name or door has this in it. */
export async function findUnits(
  pool: Pool,
  associationId: string,
  { q, cursor, limit }: QueryOf<Contracts['GET /v1/associations/{associationId}/units']>,
) {
  const [afterId] = readCursor(cursor, ['uuid']);
  const { rows } = await pool.query<Unit>({
    name: 'find-units',
    text: `
      select * from (
        select id, 'merchant' as kind, name from merchants where association_id = $1 and status = 'open'
        union all
        select h.id, 'household', h.address from associations a join households h on h.community_id = a.community_id
        where a.id = $1
      ) u
      where ($2::text is null or strpos(u.name, $2) > 0) and ($3::uuid is null or u.id > $3)
      order by u.id limit $4`,
    values: [associationId, q?.trim() ?? null, afterId, rowsToAsk(limit)],
  });
  return toPage(
    rows,
    limit,
    ({ id }) => [id],
    (unit) => unit,
  );
}
