import type { BudgetPeriod } from '@shangju/contracts';
import {
  type EarningMerchant,
  type EarningRule,
  type Place,
  pairKey,
  type RedeemableOffer,
} from '@shangju/rules';
import { availability } from '../offers.ts';
import type { RoleSeed, Seeds } from '../read-seeds.ts';
import { placeId, seedId } from '../seed-ids.ts';

/** What the rules of the street are asked with, all by id. */
export interface StreetTerms {
  personIds: readonly string[];
  merchants: ReadonlyMap<string, EarningMerchant & { location: Place }>;
  /** By association. */
  rules: ReadonlyMap<string, EarningRule>;
  /** By association. */
  budgets: ReadonlyMap<string, { points: number; period: BudgetPeriod }>;
  /** As they were put up: with their whole stock. */
  offers: ReadonlyMap<string, RedeemableOffer>;
  /** `pairKey(personId, merchantId)` of everybody who works at a merchant. */
  staff: ReadonlySet<string>;
  /** Those who work there, by merchant. */
  staffOf: ReadonlyMap<string, readonly string[]>;
  /** By association. */
  adminsOf: ReadonlyMap<string, readonly string[]>;
}

export function streetTerms(seeds: Seeds, now: Date): StreetTerms {
  const staff = seeds.people.roles.filter(
    ({ role }) => role === 'merchant.owner' || role === 'merchant.clerk',
  );
  const admins = seeds.people.roles.filter(({ role }) => role === 'association.admin');
  return {
    personIds: seeds.people.people.map(({ key }) => seedId('person', key)),
    merchants: new Map(
      seeds.merchants.map(({ key, associationKey, latitude, longitude }) => [
        seedId('merchant', key),
        {
          associationId: seedId('association', associationKey),
          open: true,
          location: { latitude, longitude },
        },
      ]),
    ),
    rules: new Map(
      seeds.associations.map(({ key, earningRule }) => [seedId('association', key), earningRule]),
    ),
    budgets: new Map(
      seeds.associations.map(({ key, earningRule: { budgetPoints, budgetPeriod } }) => [
        seedId('association', key),
        { points: budgetPoints, period: budgetPeriod },
      ]),
    ),
    offers: new Map(
      seeds.offers.map((offer) => {
        const { from, until } = availability(offer, now);
        return [
          seedId('offer', offer.key),
          {
            merchantId: seedId('merchant', offer.merchantKey),
            pricePoints: offer.pricePoints,
            status: offer.status,
            merchantOpen: true,
            stockLeft: offer.stockTotal,
            limitPerPerson: offer.limitPerPerson,
            limitPeriod: offer.limitPeriod ?? 'ever',
            availableFrom: from,
            availableUntil: until,
            voucherMinutes: offer.voucherMinutes,
          },
        ];
      }),
    ),
    staff: new Set(staff.map((role) => pairKey(seedId('person', role.personKey), placeId(role)))),
    staffOf: personIdsByPlace(staff),
    adminsOf: personIdsByPlace(admins),
  };
}

function personIdsByPlace(roles: readonly RoleSeed[]): Map<string, string[]> {
  const byPlace = new Map<string, string[]>();
  for (const role of roles) {
    const there = byPlace.get(placeId(role)) ?? [];
    there.push(seedId('person', role.personKey));
    byPlace.set(placeId(role), there);
  }
  return byPlace;
}
