import { pairKey } from '@shangju/rules';
import type { PoolClient } from 'pg';

/** At which shops these people work. */
export async function loadStaff(tx: PoolClient, personIds: readonly string[]): Promise<Set<string>> {
  const { rows } = await tx.query<{ person_id: string; place_id: string }>({
    name: 'load-staff',
    text: `
      select g.person_id, g.place_id
      from unnest($1::uuid[]) as asked (person_id)
      cross join lateral (
        select person_id, place_id from role_grants
        where person_id = asked.person_id and role in ('merchant.owner', 'merchant.clerk')
        limit 1000
      ) g`,
    values: [[...new Set(personIds)]],
  });
  return new Set(rows.map((row) => pairKey(row.person_id, row.place_id)));
}
