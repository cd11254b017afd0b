import type { MyUnit } from '@shangju/contracts';
import type { Pool } from 'pg';

/**
 * Households where I am a member or say so, and open shops where I work. I may vote for a household once I am
 * verified; for a shop as its owner, or as a clerk whom the owner has entitled and who still works there.
 */
export async function listMyUnits(pool: Pool, personId: string): Promise<MyUnit[]> {
  const { rows } = await pool.query<MyUnit>({ name: 'my-units', text: MY_UNITS, values: [personId] });
  return rows;
}

const MY_UNITS = `
  select h.id, 'household' as kind, h.address as name, m.status = 'verified' as "mayVote"
  from household_members m join households h on h.id = m.household_id
  where m.person_id = $1
  union all
  select s.id, 'merchant', s.name, bool_or(g.role = 'merchant.owner' or v.person_id is not null)
  from role_grants g
  join merchants s on s.id = g.place_id and s.status = 'open'
  left join merchant_voters v on v.merchant_id = s.id and v.person_id = g.person_id
  where g.person_id = $1 and g.role in ('merchant.owner', 'merchant.clerk')
  group by s.id
  order by kind, name, id`;
