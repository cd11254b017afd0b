import type { Role } from '@shangju/contracts';
import type { Pool, PoolClient } from 'pg';

/** Who has one of these roles at one of these places; a person with two of them there comes once. */
export async function roleHolders(
  db: Pool | PoolClient,
  roles: readonly Role[],
  placeIds: readonly string[],
): Promise<{ personId: string; placeId: string }[]> {
  const { rows } = await db.query<{ personId: string; placeId: string }>({
    name: 'role-holders',
    text: `
      select distinct person_id as "personId", place_id as "placeId" from role_grants
      where place_id = any($1::uuid[]) and role = any($2::text[])`,
    values: [placeIds, roles],
  });
  return rows;
}
