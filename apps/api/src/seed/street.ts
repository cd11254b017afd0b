import { addDays, dayStart, localDay } from '@shangju/rules';
import type { PoolClient } from 'pg';
import { insertRows } from './insert-rows.ts';
import type { Seeds } from './read-seeds.ts';
import { seedId } from './seed-ids.ts';

/** The rules were set this long before the history begins. */
const RULES_SET_DAYS_BEFORE = 30;

/** The street, its communities and associations with their rules, its merchants, and the accounts of all of them. */
export async function storeStreet(tx: PoolClient, seeds: Seeds, now: Date): Promise<void> {
  const { street, associations, merchants, history } = seeds;
  const streetId = seedId('street', street.key);
  const rulesSetAt = dayStart(addDays(localDay(now), -history.days - RULES_SET_DAYS_BEFORE));

  await insertRows(tx, 'streets', [{ id: streetId, name: street.name }]);
  await insertRows(
    tx,
    'communities',
    street.communities.map(({ key, name }) => ({ id: seedId('community', key), street_id: streetId, name })),
  );
  await insertRows(
    tx,
    'associations',
    associations.map(({ key, name, shortName, communityKey }, index) => ({
      id: seedId('association', key),
      number: index + 1,
      community_id: seedId('community', communityKey),
      name,
      short_name: shortName,
    })),
  );
  await insertRows(
    tx,
    'earning_rules',
    associations.map(({ key, earningRule }) => ({
      association_id: seedId('association', key),
      points_per_check_in: earningRule.pointsPerCheckIn,
      paid_check_ins_per_day: earningRule.paidCheckInsPerDay,
      poster_pays: earningRule.posterPays,
      fence_radius_m: earningRule.fenceRadiusM,
      budget_points: earningRule.budgetPoints,
      budget_period: earningRule.budgetPeriod,
      updated_at: rulesSetAt,
    })),
  );
  await insertRows(
    tx,
    'merchants',
    merchants.map((merchant, index) => ({
      id: seedId('merchant', merchant.key),
      number: index + 1,
      association_id: seedId('association', merchant.associationKey),
      name: merchant.name,
      category: merchant.category,
      lane: merchant.lane,
      address: merchant.address,
      intro: merchant.intro,
      open_hours: merchant.openHours,
      status: 'open',
      latitude: merchant.latitude,
      longitude: merchant.longitude,
    })),
  );
  await insertRows(
    tx,
    'accounts',
    [
      { id: streetId, kind: 'street' },
      ...associations.map(({ key }) => ({ id: seedId('association', key), kind: 'pool' })),
      ...merchants.map(({ key }) => ({ id: seedId('merchant', key), kind: 'merchant' })),
    ].map((account) => ({ ...account, ...NO_FIGURES })),
  );
}

/** What a pool, a merchant or the street has is the sum of its transfers. */
const NO_FIGURES = { available: 0, held: 0, earned: 0, spent: 0, expired: 0 };
