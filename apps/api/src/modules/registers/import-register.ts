import type { ImportedRegister } from '@shangju/contracts';
import {
  decideRegisterImport,
  type RegisteredHousehold,
  type RegisteredPerson,
  type RegisterImport,
  type SheetRow,
} from '@shangju/rules';
import type { PoolClient } from 'pg';
import { newId } from '../../new-id.ts';
import { record } from '../audit/index.ts';
import { type LockedRegister, lockRegister } from './lock-register.ts';

/** Takes a sheet over into the register of a community: all its rows or, where anything fails, none. */
export async function importRegister(
  tx: PoolClient,
  { communityId, rows, actorId }: { communityId: string; rows: readonly SheetRow[]; actorId: string },
): Promise<ImportedRegister> {
  const register = await lockRegister(tx, { communityId });
  const { taken, conflicts, changes } = decideRegisterImport(
    {
      communityName: register.communityName,
      households: await loadHouseholds(tx, communityId),
      persons: await loadPersons(tx, rows),
    },
    rows,
    newId,
  );
  await storeChanges(tx, register, changes);
  const counts = {
    made: changes.made.length,
    changed: changes.areas.length,
    membersAdded: changes.members.length,
  };
  if (counts.made + counts.changed + counts.membersAdded > 0) {
    await record(tx, {
      actorId,
      act: 'register.imported',
      subject: `community/${communityId}`,
      // As lists, so that an entry about thousands of rows stays readable and short.
      details: {
        ...counts,
        households: changes.made.map(({ householdId, floorAreaCm2 }) => [householdId, floorAreaCm2]),
        areas: changes.areas.map(({ householdId, before, floorAreaCm2 }) => [
          householdId,
          before,
          floorAreaCm2,
        ]),
        members: changes.members.map(({ householdId, personId }) => [householdId, personId]),
      },
    });
  }
  return { households: taken, ...counts, conflicts };
}

async function loadHouseholds(tx: PoolClient, communityId: string): Promise<RegisteredHousehold[]> {
  const { rows } = await tx.query<
    Omit<RegisteredHousehold, 'members'> & { members: Record<string, 'claimed' | 'verified'> | null }
  >({
    name: 'register-of-community',
    text: `
      select h.id as "householdId", h.address, h.floor_area_cm2 as "floorAreaCm2", m.members
      from households h left join lateral (
        select jsonb_object_agg(person_id, status) as members from household_members where household_id = h.id
      ) m on true
      where h.community_id = $1 order by h.id`,
    values: [communityId],
  });
  return rows.map(({ members, ...row }) => ({ ...row, members: new Map(Object.entries(members ?? {})) }));
}

async function loadPersons(
  tx: PoolClient,
  sheet: readonly SheetRow[],
): Promise<Map<number, RegisteredPerson>> {
  const numbers = new Set(
    sheet.map(({ personNumber }) => personNumber).filter((text) => /^\d{1,9}$/.test(text)),
  );
  const { rows } = await tx.query<RegisteredPerson & { number: number }>({
    name: 'persons-by-number',
    text: `
      select p.number, p.id as "personId", p.name, coalesce(h.homes, '[]'::jsonb) as "livesAt"
      from persons p left join lateral (
        select jsonb_agg(jsonb_build_object('householdId', h.id, 'address', h.address) order by m.since, h.id) as homes
        from household_members m join households h on h.id = m.household_id
        where m.person_id = p.id and m.status = 'verified'
      ) h on true
      where p.number = any($1::int[])`,
    values: [[...numbers].map(Number)],
  });
  return new Map(rows.map(({ number, ...person }) => [number, person]));
}

async function storeChanges(
  tx: PoolClient,
  { communityId, now }: LockedRegister,
  { made, areas, members }: RegisterImport['changes'],
): Promise<void> {
  await tx.query({
    name: 'make-households',
    text: `
      insert into households (id, community_id, address, floor_area_cm2)
      select id, $1, address, area from unnest($2::uuid[], $3::text[], $4::int8[]) as given (id, address, area)`,
    values: [
      communityId,
      made.map(({ householdId }) => householdId),
      made.map(({ address }) => address),
      made.map(({ floorAreaCm2 }) => floorAreaCm2),
    ],
  });
  await tx.query({
    name: 'measure-households',
    text: `
      update households h set floor_area_cm2 = given.area
      from unnest($1::uuid[], $2::int8[]) as given (id, area) where h.id = given.id`,
    values: [areas.map(({ householdId }) => householdId), areas.map(({ floorAreaCm2 }) => floorAreaCm2)],
  });
  await tx.query({
    name: 'verify-members',
    text: `
      insert into household_members (household_id, person_id, status, since)
      select household_id, person_id, 'verified', $3
      from unnest($1::uuid[], $2::uuid[]) as given (household_id, person_id)
      on conflict (household_id, person_id) do update set status = 'verified', since = excluded.since`,
    values: [members.map(({ householdId }) => householdId), members.map(({ personId }) => personId), now],
  });
}
