import type { Household } from '@shangju/contracts';
import type { Person, World } from './world.ts';

/** A household in the register of the world's community, put there by a worker; its members verified. */
export async function createHousehold(
  world: World,
  {
    address,
    floorAreaCm2,
    members = [],
  }: { address?: string; floorAreaCm2?: number; members?: Person[] } = {},
): Promise<Household> {
  const worker = await world.person('community.worker', world.communityId);
  made += 1;
  const added = await world.call(worker, 'POST /v1/communities/{communityId}/households', {
    params: { communityId: world.communityId },
    body: { address: address ?? `井巷 ${made} 号`, ...(floorAreaCm2 === undefined ? {} : { floorAreaCm2 }) },
  });
  if (added.status !== 201) throw new Error(`no household: ${added.code}`);
  let household = added.body;
  for (const { id: personId } of members) {
    const answer = await world.call(worker, 'POST /v1/households/{householdId}/members', {
      params: { householdId: household.id },
      body: { personId },
    });
    household = answer.body;
  }
  return household;
}

let made = 0;
