import type { Role, RoleAtPlace } from '@shangju/contracts';
import { useMemo } from 'react';
import { useSession } from '@/services/session';

const STAFF: readonly Role[] = ['merchant.owner', 'merchant.clerk'];

/** The shops where the person works, each once. */
export function useMyShops(): { merchantId: string; name: string }[] {
  const roles = useSession((session) => session.person?.roles);
  return useMemo(() => shopsOf(roles ?? []), [roles]);
}

export function useWorksAtShop(): boolean {
  return useMyShops().length > 0;
}

function shopsOf(roles: readonly RoleAtPlace[]): { merchantId: string; name: string }[] {
  const names = new Map(
    roles.filter(({ role }) => STAFF.includes(role)).map(({ placeId, placeName }) => [placeId, placeName]),
  );
  return [...names].map(([merchantId, name]) => ({ merchantId, name }));
}
