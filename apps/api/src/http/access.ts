import type { Access, Role } from '@shangju/contracts';
import type { Caller } from './caller.ts';
import type { Place } from './place.ts';

/** Whether a caller may: the one place where the contract's `access` is decided. */
export function mayCall(access: Access, caller: Caller | undefined, place: Place | undefined): boolean {
  switch (access.kind) {
    case 'public':
      return true;
    case 'person':
      return caller !== undefined;
    case 'roles':
      if (!caller || !place) return false;
      if (access.subject && place.subjectPersonId === caller.personId) return true;
      return caller.roles.some(
        ({ role, placeId }) => access.roles.includes(role) && placeId === placeForRole(role, place),
      );
  }
}

/** Whether a caller holds one of these roles at whatever place. */
export const holdsOneOf = (roles: readonly Role[], caller: Caller | undefined): boolean =>
  caller?.roles.some(({ role }) => roles.includes(role)) ?? false;

function placeForRole(role: Role, place: Place): string | undefined {
  switch (role) {
    case 'merchant.owner':
    case 'merchant.clerk':
      return place.merchantId;
    case 'association.admin':
      return place.associationId;
    case 'community.worker':
      return place.communityId;
    default:
      return undefined;
  }
}
