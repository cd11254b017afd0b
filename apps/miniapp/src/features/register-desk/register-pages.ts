import type { Household } from '@shangju/contracts';

/** The address of a household's page; it is looked up by its door. */
export function householdPage({ communityId, id, address }: Household): string {
  return `/packages/community/pages/household/index?communityId=${communityId}&householdId=${id}&address=${encodeURIComponent(address)}`;
}

export function newHouseholdPage(communityId: string): string {
  return `/packages/community/pages/household/index?communityId=${communityId}`;
}
