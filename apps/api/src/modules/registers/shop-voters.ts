import type { ShopVoter } from '@shangju/contracts';
import type { Pool, PoolClient } from 'pg';
import { streetNow } from '../../db/clock.ts';
import { record } from '../audit/index.ts';

/** Who works at a shop, and who of them votes for it: its owner, and the clerks whom they entitled. */
export async function listVoters(db: Pool | PoolClient, merchantId: string): Promise<ShopVoter[]> {
  const { rows } = await db.query<ShopVoter>({
    name: 'shop-voters',
    text: `
      select p.id as "personId", p.name, case when s.owns then 'owner' else 'clerk' end as role,
        s.owns or v.person_id is not null as "mayVote"
      from (
        select person_id, bool_or(role = 'merchant.owner') as owns from role_grants
        where place_id = $1 and role in ('merchant.owner', 'merchant.clerk') group by person_id
      ) s
      join persons p on p.id = s.person_id
      left join merchant_voters v on v.merchant_id = $1 and v.person_id = s.person_id
      order by s.owns desc, p.number`,
    values: [merchantId],
  });
  return rows;
}

/** Entitles just these clerks; who is one no longer loses what is left of their entitlement. */
export async function entitleClerks(
  tx: PoolClient,
  { merchantId, clerkIds, actorId }: { merchantId: string; clerkIds: readonly string[]; actorId: string },
): Promise<{ ok: true; voters: ShopVoter[] } | { ok: false; code: 'clerk-unknown' }> {
  await tx.query({
    name: 'lock-merchant',
    text: 'select from merchants where id = $1 for no key update',
    values: [merchantId],
  });
  const staff = await listVoters(tx, merchantId);
  const clerks = new Set(staff.filter(({ role }) => role === 'clerk').map(({ personId }) => personId));
  if (clerkIds.some((id) => !clerks.has(id))) return { ok: false, code: 'clerk-unknown' };

  const dropped = await tx.query<{ person_id: string }>({
    name: 'drop-voters',
    text: `
      delete from merchant_voters where merchant_id = $1 and not person_id = any($2::uuid[])
      returning person_id`,
    values: [merchantId, clerkIds],
  });
  const added = await tx.query<{ person_id: string }>({
    name: 'add-voters',
    text: `
      insert into merchant_voters (merchant_id, person_id, entitled_by, at)
      select $1, person_id, $3, $4 from unnest($2::uuid[]) as given (person_id)
      on conflict do nothing returning person_id`,
    values: [merchantId, clerkIds, actorId, await streetNow(tx)],
  });
  const changes = {
    added: added.rows.map((row) => row.person_id),
    dropped: dropped.rows.map((row) => row.person_id),
  };
  if (changes.added.length + changes.dropped.length > 0) {
    await record(tx, {
      actorId,
      act: 'merchant-voters.changed',
      subject: `merchant/${merchantId}`,
      details: changes,
    });
  }
  return { ok: true, voters: await listVoters(tx, merchantId) };
}
