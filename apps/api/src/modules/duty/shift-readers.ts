import type { Caller } from '../../http/caller.ts';

/** Excuses name illnesses and families: they are for the shop and its association, not for the wall. */
export function mayReadExcuse(
  { merchantId, associationId }: { merchantId: string; associationId: string },
  reader: Caller | undefined,
): boolean {
  if (!reader) return false;
  return (
    shopsOf(reader).includes(merchantId) ||
    reader.roles.some(({ role, placeId }) => role === 'association.admin' && placeId === associationId)
  );
}

/** Where a person works. */
export const shopsOf = ({ roles }: Pick<Caller, 'roles'>): string[] => [
  ...new Set(
    roles
      .filter(({ role }) => role === 'merchant.owner' || role === 'merchant.clerk')
      .map(({ placeId }) => placeId),
  ),
];
