import type { BodyOf, Contracts, MyUnit } from '@shangju/contracts';
import type { PoolClient } from 'pg';
import { streetNow } from '../../db/clock.ts';
import { findByAddress } from './households.ts';

/**
 * Notes where a person says that they live. It counts once a community worker has verified it, and takes the
 * place of what they said before and nobody has verified. Said again of where they are verified, it changes
 * nothing.
 */
export async function claimHousehold(
  tx: PoolClient,
  {
    personId,
    communityId,
    address,
  }: BodyOf<Contracts['POST /v1/me/household-claims']> & { personId: string },
): Promise<{ ok: true; unit: MyUnit } | { ok: false; code: 'household-unknown' }> {
  const community = await tx.query<{ name: string }>({
    name: 'community',
    text: 'select name from communities where id = $1',
    values: [communityId],
  });
  const communityName = community.rows[0]?.name;
  const household =
    communityName === undefined
      ? undefined
      : await findByAddress(tx, { communityId, communityName, address });
  if (!household) return { ok: false, code: 'household-unknown' };
  await tx.query({
    name: 'drop-claims',
    text: `delete from household_members where person_id = $1 and status = 'claimed' and household_id <> $2`,
    values: [personId, household.id],
  });
  await tx.query({
    name: 'claim-household',
    text: `
      insert into household_members (household_id, person_id, status, since) values ($1, $2, 'claimed', $3)
      on conflict do nothing`,
    values: [household.id, personId, await streetNow(tx)],
  });
  const { rows } = await tx.query<{ mayVote: boolean }>({
    name: 'claimed-status',
    text: `
      select status = 'verified' as "mayVote" from household_members
      where household_id = $1 and person_id = $2`,
    values: [household.id, personId],
  });
  const mayVote = rows[0]?.mayVote ?? false;
  return { ok: true, unit: { id: household.id, kind: 'household', name: household.address, mayVote } };
}
