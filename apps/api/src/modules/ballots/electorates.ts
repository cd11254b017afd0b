import type { Contracts, ResultOf } from '@shangju/contracts';
import type { Pool } from 'pg';
import { must } from '../../must.ts';

type Electorates = ResultOf<Contracts['GET /v1/associations/{associationId}/electorates']>;

/** The registers that an association can hold ballots in, as they are now. */
export async function electoratesOf(pool: Pool, associationId: string): Promise<Electorates> {
  const { rows } = await pool.query<{
    name: string;
    merchants: number;
    communityId: string;
    communityName: string;
    households: number;
    areaCm2: number;
    withoutArea: number;
  }>({
    name: 'electorates',
    text: `
      select a.short_name as name, c.id as "communityId", c.name as "communityName",
        (select count(*) from merchants m where m.association_id = a.id and m.status = 'open') as merchants,
        h.households, h.area as "areaCm2", h.without as "withoutArea"
      from associations a join communities c on c.id = a.community_id
      cross join lateral (
        select count(*) as households, coalesce(sum(floor_area_cm2), 0)::int8 as area,
          count(*) filter (where floor_area_cm2 is null) as without
        from households where community_id = c.id
      ) h
      where a.id = $1`,
    values: [associationId],
  });
  const row = must(rows[0]);
  return {
    merchants: { associationId, name: `${row.name}商户`, eligible: row.merchants },
    households: {
      communityId: row.communityId,
      name: `${row.communityName}住户`,
      eligible: row.households,
      areaCm2: row.areaCm2,
      withoutArea: row.withoutArea,
    },
  };
}
