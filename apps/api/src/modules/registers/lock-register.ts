import type { PoolClient } from 'pg';
import { streetNow } from '../../db/clock.ts';
import { must } from '../../must.ts';

export interface LockedRegister {
  communityId: string;
  communityName: string;
  now: Date;
}

/**
 * Locks the register of a community by its row: all that changes households or their members is done by
 * one transaction at a time, save the claims of people, which only add. First of all locks.
 */
export async function lockRegister(
  tx: PoolClient,
  of: { communityId: string } | { householdId: string },
): Promise<LockedRegister> {
  const byCommunity = 'communityId' in of;
  const { rows } = await tx.query<Omit<LockedRegister, 'now'>>({
    name: byCommunity ? 'lock-register' : 'lock-register-of-household',
    text: `
      select id as "communityId", name as "communityName" from communities
      where id = ${byCommunity ? '$1' : '(select community_id from households where id = $1)'}
      for no key update`,
    values: [byCommunity ? of.communityId : of.householdId],
  });
  return { ...must(rows[0]), now: await streetNow(tx) };
}
