import type { Household } from '@shangju/contracts';
import type { PoolClient } from 'pg';
import { must } from '../../must.ts';
import { record } from '../audit/index.ts';
import { tell } from '../notices/index.ts';
import { findHousehold } from './household-row.ts';
import { lockRegister } from './lock-register.ts';

interface AskedMember {
  householdId: string;
  personId: string;
  actorId: string;
}

type MemberOutcome<No extends string> = { ok: true; household: Household } | { ok: false; code: No };

/** A person whom the worker knows to live there: verified at once. */
export async function addMember(
  tx: PoolClient,
  asked: AskedMember,
): Promise<MemberOutcome<'person-unknown'>> {
  const { householdId, personId } = asked;
  const { now } = await lockRegister(tx, { householdId });
  const person = await tx.query({
    name: 'is-person',
    text: 'select from persons where id = $1',
    values: [personId],
  });
  if (person.rowCount === 0) return { ok: false, code: 'person-unknown' };
  const { rowCount } = await tx.query({
    name: 'add-member',
    text: `
      insert into household_members as m (household_id, person_id, status, since) values ($1, $2, 'verified', $3)
      on conflict (household_id, person_id) do update set status = 'verified', since = excluded.since
      where m.status = 'claimed'`,
    values: [householdId, personId, now],
  });
  return changed(tx, asked, { act: 'member.added', changes: rowCount === 1 });
}

/** Twice is as good as once: two workers may confirm the same claim. */
export async function verifyMember(
  tx: PoolClient,
  asked: AskedMember,
): Promise<MemberOutcome<'member-not-there'>> {
  const { householdId, personId } = asked;
  const { now } = await lockRegister(tx, { householdId });
  const { rows } = await tx.query<{ status: 'claimed' | 'verified' }>({
    name: 'lock-member',
    text: 'select status from household_members where household_id = $1 and person_id = $2 for no key update',
    values: [householdId, personId],
  });
  const [member] = rows;
  if (!member) return { ok: false, code: 'member-not-there' };
  if (member.status === 'claimed') {
    await tx.query({
      name: 'verify-member',
      text: `
        update household_members set status = 'verified', since = $3
        where household_id = $1 and person_id = $2`,
      values: [householdId, personId, now],
    });
  }
  return changed(tx, asked, { act: 'member.verified', changes: member.status === 'claimed' });
}

/** What they have cast for the household stays. */
export async function removeMember(
  tx: PoolClient,
  asked: AskedMember,
): Promise<MemberOutcome<'member-not-there'>> {
  const { householdId, personId } = asked;
  await lockRegister(tx, { householdId });
  const { rowCount } = await tx.query({
    name: 'remove-member',
    text: 'delete from household_members where household_id = $1 and person_id = $2',
    values: [householdId, personId],
  });
  if (rowCount === 0) return { ok: false, code: 'member-not-there' };
  return changed(tx, asked, { act: 'member.removed', changes: true });
}

async function changed(
  tx: PoolClient,
  { householdId, personId, actorId }: AskedMember,
  { act, changes }: { act: keyof typeof WORDS; changes: boolean },
): Promise<{ ok: true; household: Household }> {
  const household = must(await findHousehold(tx, householdId));
  if (!changes) return { ok: true, household };
  const { title, text } = WORDS[act];
  await Promise.all(tell(tx, [{ personId, title, text: text(household.address) }]));
  await record(tx, { actorId, act, subject: `household/${householdId}`, details: { personId } });
  return { ok: true, household };
}

const confirmed = {
  title: '住户登记好了',
  text: (address: string) => `社区已确认您是“${address}”的住户，可以代表这一户参加表决。`,
};

const WORDS = {
  'member.added': confirmed,
  'member.verified': confirmed,
  'member.removed': {
    title: '住户名册有变动',
    text: (address: string) => `您不再登记为“${address}”的住户。如有不对，请联系社区。`,
  },
};
