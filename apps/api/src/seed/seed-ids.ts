import type { Role } from '@shangju/contracts';
import { v5 as uuidv5, v7 as uuidv7 } from 'uuid';
import type { Dice } from './dice.ts';
import type { RoleSeed } from './read-seeds.ts';

export type SeedKind =
  | 'street'
  | 'community'
  | 'association'
  | 'merchant'
  | 'household'
  | 'person'
  | 'offer'
  | 'roster'
  | 'meeting'
  | 'agenda-item'
  | 'ballot';

/** The id of what the seeds call `key`: the same in every database. */
export function seedId(kind: SeedKind, key: string): string {
  return uuidv5(`${kind}/${key}`, NAMESPACE);
}

/** The id of something that happened: lists in order of ids are in order of time, as with those of the API. */
export function historyId(at: Date, dice: Dice): string {
  return uuidv7({ msecs: at.getTime(), random: dice.bytes(16) });
}

/** Where a role of the seeds is held. */
export function placeId({ role, placeKey }: RoleSeed): string {
  return seedId(PLACE_OF_ROLE[role], placeKey);
}

const PLACE_OF_ROLE: Record<Exclude<Role, 'resident'>, SeedKind> = {
  'merchant.owner': 'merchant',
  'merchant.clerk': 'merchant',
  'association.admin': 'association',
  'community.worker': 'community',
  inspector: 'street',
  'street.officer': 'street',
};

const NAMESPACE = '6f0d3f5e-6a0b-4c52-9f6e-2b1f0c7f5a11';
