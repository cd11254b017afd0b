import { type Static, Type } from 'typebox';

export const ROLES = [
  'resident',
  'merchant.owner',
  'merchant.clerk',
  'association.admin',
  'community.worker',
  'inspector',
  'street.officer',
] as const;

export const Role = Type.Enum([...ROLES]);
export type Role = (typeof ROLES)[number];

export const RoleAtPlace = Type.Object({
  role: Role,
  placeId: Type.String({ format: 'uuid' }),
  placeName: Type.String(),
});
export type RoleAtPlace = Static<typeof RoleAtPlace>;

/** Who works at a merchant. */
export const MERCHANT_STAFF = ['merchant.owner', 'merchant.clerk'] as const;
