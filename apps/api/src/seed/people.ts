import { NO_POINTS, type ResidentAccount } from '@shangju/rules';
import type { PoolClient } from 'pg';
import { must } from '../must.ts';
import { insertRows } from './insert-rows.ts';
import type { Seeds } from './read-seeds.ts';
import { placeId, seedId } from './seed-ids.ts';

const FIRST_NUMBER = 100_001;

/** Households, people with their roles and accounts, and whom of them one can log in as. */
export async function storePeople(
  tx: PoolClient,
  seeds: Seeds,
  accounts: ReadonlyMap<string, ResidentAccount>,
): Promise<void> {
  const { households, people, roles, voters, personas } = seeds.people;

  await insertRows(
    tx,
    'households',
    households.map(({ key, communityKey, address, floorAreaCm2 }) => ({
      id: seedId('household', key),
      community_id: seedId('community', communityKey),
      address,
      floor_area_cm2: floorAreaCm2,
    })),
  );
  await insertRows(
    tx,
    'persons',
    people.map(({ key, name, birthYear, elderMode }, index) => ({
      id: seedId('person', key),
      number: FIRST_NUMBER + index,
      name,
      birth_year: birthYear,
      elder_mode: elderMode,
      text_scale: 1.4,
    })),
  );
  const { rows } = await tx.query<{ now: Date }>('select street_now() as now');
  const { now } = must(rows[0]);
  await insertRows(
    tx,
    'household_members',
    people.flatMap(({ key, householdKey }) =>
      householdKey === null
        ? []
        : [
            {
              household_id: seedId('household', householdKey),
              person_id: seedId('person', key),
              status: 'verified',
              since: now,
            },
          ],
    ),
  );
  await tx.query(
    `select setval(pg_get_serial_sequence('persons', 'number'), (select max(number) from persons))`,
  );
  await insertRows(
    tx,
    'accounts',
    people.map(({ key }) => {
      const id = seedId('person', key);
      return { id, kind: 'resident', ...(accounts.get(id) ?? NO_POINTS) };
    }),
  );
  await insertRows(tx, 'role_grants', rolesOf(seeds));
  const ownerOf = new Map(
    roles
      .filter(({ role }) => role === 'merchant.owner')
      .map(({ placeKey, personKey }) => [placeKey, personKey]),
  );
  await insertRows(
    tx,
    'merchant_voters',
    voters.map(({ merchantKey, personKey }) => ({
      merchant_id: seedId('merchant', merchantKey),
      person_id: seedId('person', personKey),
      entitled_by: seedId('person', must(ownerOf.get(merchantKey))),
      at: now,
    })),
  );
  await insertRows(
    tx,
    'personas',
    personas.map(({ key, personKey, description, order }) => ({
      key,
      person_id: seedId('person', personKey),
      about: description,
      position: order,
    })),
  );
}

function rolesOf({ people: { households, people, roles } }: Seeds) {
  const communityOf = new Map(households.map(({ key, communityKey }) => [key, communityKey]));
  const residents = people.flatMap(({ key, householdKey }) =>
    householdKey === null
      ? []
      : [
          {
            person_id: seedId('person', key),
            role: 'resident',
            place_id: seedId('community', must(communityOf.get(householdKey))),
          },
        ],
  );
  const others = roles.map((seed) => ({
    person_id: seedId('person', seed.personKey),
    role: seed.role,
    place_id: placeId(seed),
  }));
  return [...residents, ...others];
}
