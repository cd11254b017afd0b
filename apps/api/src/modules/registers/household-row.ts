import type { Household, HouseholdMember } from '@shangju/contracts';
import type { Pool, PoolClient } from 'pg';
import { residentTail } from '../identity/index.ts';
import { inOrderOfDoors } from './door-order.ts';

export const IN_ORDER_OF_DOORS = inOrderOfDoors('h.address');

export async function findHousehold(
  db: Pool | PoolClient,
  householdId: string,
): Promise<Household | undefined> {
  const [household] = await selectHouseholds(db, 'household', 'h.id = $1', [householdId]);
  return household;
}

export async function selectHouseholds(
  db: Pool | PoolClient,
  name: string,
  where: string,
  values: unknown[],
): Promise<Household[]> {
  const { rows } = await db.query<HouseholdRow>({
    name,
    text: `
      select h.id, h.community_id as "communityId", h.address, h.floor_area_cm2 as "floorAreaCm2", m.members
      from households h left join lateral (${MEMBERS}) m on true
      where ${where}`,
    values,
  });
  return rows.map(({ members, ...household }) => ({
    ...household,
    members: (members ?? []).map(presentMember),
  }));
}

interface HouseholdRow extends Omit<Household, 'members'> {
  members: MemberRow[] | null;
}

interface MemberRow extends Omit<HouseholdMember, 'numberTail'> {
  number: number;
}

const MEMBERS = `
  select jsonb_agg(jsonb_build_object(
    'personId', m.person_id, 'name', p.name, 'number', p.number, 'status', m.status, 'since', m.since,
    'alsoAt', coalesce((
      select jsonb_agg(other.address order by other.address)
      from household_members o join households other on other.id = o.household_id
      where o.person_id = m.person_id and o.household_id <> m.household_id and o.status = 'verified'
    ), '[]'::jsonb)) order by m.status desc, m.since, p.number) as members
  from household_members m join persons p on p.id = m.person_id
  where m.household_id = h.id`;

const presentMember = ({ number, since, ...member }: MemberRow): HouseholdMember => ({
  ...member,
  numberTail: residentTail(number),
  since: new Date(since).toISOString(),
});
