import { addDays, dayStart, localDay } from '@shangju/rules';
import type { PoolClient } from 'pg';
import { must } from '../must.ts';
import { type Dice, dice } from './dice.ts';
import { insertRows } from './insert-rows.ts';
import type { OfferSeed, Seeds } from './read-seeds.ts';
import { seedId } from './seed-ids.ts';

/** The offers, made by the owners of their shops, with what the history has left of their stock. */
export async function storeOffers(
  tx: PoolClient,
  { offers, merchants, people, history }: Seeds,
  { now, stockLeft }: { now: Date; stockLeft: ReadonlyMap<string, number | null> },
): Promise<void> {
  const lots = dice(history.seed);
  const associationOf = new Map(merchants.map(({ key, associationKey }) => [key, associationKey]));
  const ownerOf = new Map(
    people.roles.flatMap(({ role, placeKey, personKey }) =>
      role === 'merchant.owner' ? [[placeKey, personKey]] : [],
    ),
  );
  await insertRows(
    tx,
    'offers',
    offers.map((offer) => {
      const id = seedId('offer', offer.key);
      const { from, until } = availability(offer, now);
      return {
        id,
        merchant_id: seedId('merchant', offer.merchantKey),
        association_id: seedId('association', must(associationOf.get(offer.merchantKey))),
        title: offer.title,
        description: offer.description,
        price_points: offer.pricePoints,
        stock_total: offer.stockTotal,
        stock_left: stockLeft.get(id) ?? null,
        limit_per_person: offer.limitPerPerson,
        limit_period: offer.limitPeriod ?? 'ever',
        voucher_minutes: offer.voucherMinutes,
        available_from: from ?? null,
        available_until: until ?? null,
        status: offer.status,
        reason: offer.reason,
        created_by: seedId('person', must(ownerOf.get(offer.merchantKey))),
        updated_at: changedAt(offer, { now, days: history.days, lots }),
      };
    }),
  );
}

/** From the start of the first local day until before the one after the last. */
export function availability(
  { availableFromDay, availableUntilDay }: OfferSeed,
  now: Date,
): { from: Date | undefined; until: Date | undefined } {
  const startOf = (day: number) => dayStart(addDays(localDay(now), day));
  return {
    from: availableFromDay === null ? undefined : startOf(availableFromDay),
    until: availableUntilDay === null ? undefined : startOf(availableUntilDay + 1),
  };
}

const HOUR_MS = 3_600_000;

/** Approved before anybody could redeem it; the others are news of the last days. In working hours. */
function changedAt(
  { status }: OfferSeed,
  { now, days, lots }: { now: Date; days: number; lots: Dice },
): Date {
  const daysAgo = status === 'approved' ? days + lots.between(1, 30) : lots.between(1, 6);
  const intoTheDayMs = lots.between(9 * HOUR_MS, 18 * HOUR_MS);
  return new Date(dayStart(addDays(localDay(now), -daysAgo)).getTime() + intoTheDayMs);
}
