import type { BodyOf, Community, Contracts, Household, QueryOf } from '@shangju/contracts';
import { addressKey, doorKeys } from '@shangju/rules';
import type { Pool, PoolClient } from 'pg';
import { readCursor, rowsToAsk, toPage } from '../../http/cursor.ts';
import { must } from '../../must.ts';
import { newId } from '../../new-id.ts';
import { record } from '../audit/index.ts';
import { findHousehold, IN_ORDER_OF_DOORS, selectHouseholds } from './household-row.ts';
import { type LockedRegister, lockRegister } from './lock-register.ts';

export async function listCommunities(pool: Pool, query: QueryOf<Contracts['GET /v1/communities']>) {
  const [afterId] = readCursor(query.cursor, ['uuid']);
  const { rows } = await pool.query<Community>({
    name: 'communities',
    text: 'select id, name from communities where $1::uuid is null or id > $1 order by id limit $2',
    values: [afterId, rowsToAsk(query.limit)],
  });
  return toPage(
    rows,
    query.limit,
    ({ id }) => [id],
    (community) => community,
  );
}

export async function listHouseholds(
  pool: Pool,
  communityId: string,
  query: QueryOf<Contracts['GET /v1/communities/{communityId}/households']>,
) {
  const [afterId] = readCursor(query.cursor, ['uuid']);
  const rows = await selectHouseholds(
    pool,
    'households',
    `h.community_id = $1
      and ($2::text is null or strpos(${ADDRESS_KEY}, $3) > 0 or exists (
        select from household_members q join persons p on p.id = q.person_id
        where q.household_id = h.id and strpos(p.name, $2) > 0))
      and ($4::text <> 'claims' or exists (
        select from household_members q where q.household_id = h.id and q.status = 'claimed'))
      and ($4::text <> 'conflicts' or exists (
        select from household_members q
        join household_members o on o.person_id = q.person_id and o.household_id <> q.household_id
        where q.household_id = h.id and o.status = 'verified'))
      and ($5::uuid is null or (${IN_ORDER_OF_DOORS}, h.id) > (
        (select ${IN_ORDER_OF_DOORS} from households h where h.id = $5), $5::uuid))
    order by ${IN_ORDER_OF_DOORS}, h.id limit $6`,
    [
      communityId,
      query.q?.trim() ?? null,
      query.q === undefined ? null : addressKey(query.q),
      query.show ?? 'all',
      afterId,
      rowsToAsk(query.limit),
    ],
  );
  return toPage(
    rows,
    query.limit,
    ({ id }) => [id],
    (household) => household,
  );
}

/** What `addressKey` of the rules makes of `households h`: two that agree are the same door. */
const ADDRESS_KEY = `lower(regexp_replace(normalize(h.address, nfkc), '\\s+', '', 'g'))`;

type HouseholdOutcome = { ok: true; household: Household } | { ok: false; code: 'household-exists' };

export async function addHousehold(
  tx: PoolClient,
  {
    communityId,
    actorId,
    address,
    floorAreaCm2,
  }: BodyOf<Contracts['POST /v1/communities/{communityId}/households']> & {
    communityId: string;
    actorId: string;
  },
): Promise<HouseholdOutcome> {
  const register = await lockRegister(tx, { communityId });
  if (await isTaken(tx, register, address)) return { ok: false, code: 'household-exists' };
  const id = newId();
  const household = { address: tidied(address), floorAreaCm2: floorAreaCm2 ?? null };
  await tx.query({
    name: 'add-household',
    text: 'insert into households (id, community_id, address, floor_area_cm2) values ($1, $2, $3, $4)',
    values: [id, communityId, household.address, household.floorAreaCm2],
  });
  await record(tx, {
    actorId,
    act: 'household.added',
    subject: `household/${id}`,
    details: { communityId, after: household },
  });
  return { ok: true, household: must(await findHousehold(tx, id)) };
}

export async function editHousehold(
  tx: PoolClient,
  householdId: string,
  { edit, actorId }: { edit: BodyOf<Contracts['PATCH /v1/households/{householdId}']>; actorId: string },
): Promise<HouseholdOutcome> {
  const register = await lockRegister(tx, { householdId });
  const household = must(await findHousehold(tx, householdId));
  const before = { address: household.address, floorAreaCm2: household.floorAreaCm2 };
  const after = {
    address: edit.address === undefined ? before.address : tidied(edit.address),
    floorAreaCm2: edit.floorAreaCm2 === undefined ? before.floorAreaCm2 : edit.floorAreaCm2,
  };
  if (after.address === before.address && after.floorAreaCm2 === before.floorAreaCm2) {
    return { ok: true, household };
  }
  if (after.address !== before.address && (await isTaken(tx, register, after.address, householdId))) {
    return { ok: false, code: 'household-exists' };
  }
  await tx.query({
    name: 'edit-household',
    text: 'update households set address = $2, floor_area_cm2 = $3 where id = $1',
    values: [householdId, after.address, after.floorAreaCm2],
  });
  await record(tx, {
    actorId,
    act: 'household.edited',
    subject: `household/${householdId}`,
    details: { before, after },
  });
  return { ok: true, household: must(await findHousehold(tx, householdId)) };
}

const tidied = (address: string): string => address.trim().replace(/\s+/gu, ' ');

async function isTaken(
  tx: PoolClient,
  { communityId, communityName }: LockedRegister,
  address: string,
  exceptId?: string,
): Promise<boolean> {
  const household = await findByAddress(tx, { communityId, communityName, address });
  return household !== undefined && household.id !== exceptId;
}

/** By what the door says, with the community in front or without it. */
export async function findByAddress(
  db: Pool | PoolClient,
  { communityId, communityName, address }: { communityId: string; communityName: string; address: string },
): Promise<{ id: string; address: string } | undefined> {
  const { rows } = await db.query<{ id: string; address: string }>({
    name: 'household-by-address',
    text: `
      select h.id, h.address from households h
      where h.community_id = $1 and ${ADDRESS_KEY} = any($2::text[]) limit 1`,
    values: [communityId, doorKeys(address, communityName)],
  });
  return rows[0];
}
