import { localDay, type RedemptionOutcome } from '@shangju/rules';
import { must } from '../../must.ts';
import type { OfferSeed, RedemptionCourse } from '../read-seeds.ts';
import { seedId } from '../seed-ids.ts';
import type { Drawing } from './drawing.ts';
import { instantOn, minutesAfter } from './opening-hours.ts';
import type { Visitor } from './visitors.ts';

/**
 * Redeems an offer and puts what becomes of its voucher on the agenda. What would still be held now,
 * or waits at a shop that closes, is fulfilled at the counter instead.
 */
export function redeem(
  drawing: Drawing,
  at: Date,
  { personId, offer, course }: { personId: string; offer: OfferSeed; course: RedemptionCourse },
): RedemptionOutcome {
  const { ledger, agenda, terms, lots } = drawing;
  const endsAt = drawEnd(drawing, at, offer, course);
  const atTheCounter = endsAt === undefined;
  const offerId = seedId('offer', offer.key);
  const outcome = ledger.redeem(at, { personId, offerId, atTheCounter });
  if (!outcome.ok || atTheCounter) return outcome;

  const { redemptionId } = outcome;
  agenda.add(endsAt, () => {
    if (course === 'cancelled') ledger.cancel(endsAt, redemptionId);
    else if (course === 'lapsed') ledger.lapse(endsAt, redemptionId);
    else {
      const staff = must(terms.staffOf.get(seedId('merchant', offer.merchantKey)));
      ledger.fulfil(endsAt, redemptionId, lots.pick(staff));
    }
  });
  return outcome;
}

/** Whether somebody would spend so many points, with what they save up for in mind. */
export function wouldPay(
  { ledger }: Drawing,
  { personId, savesForPoints }: Visitor,
  pricePoints: number,
): boolean {
  const reserve = pricePoints < savesForPoints ? savesForPoints : 0;
  return ledger.available(personId) >= pricePoints + reserve;
}

/** Undefined: at once. */
function drawEnd(
  { agenda, lots, openHours, seeds }: Drawing,
  at: Date,
  { voucherMinutes, merchantKey }: OfferSeed,
  course: RedemptionCourse,
): Date | undefined {
  if (course === 'counter') return undefined;
  const { voucherMinutesUntilFulfilled, voucherMinutesUntilCancelled } = seeds.history;
  const minutes = {
    voucher: Math.min(lots.between(...voucherMinutesUntilFulfilled), voucherMinutes - 1),
    cancelled: Math.min(lots.between(...voucherMinutesUntilCancelled), voucherMinutes - 1),
    lapsed: voucherMinutes,
  };
  const endsAt = minutesAfter(at, minutes[course]);
  if (!agenda.reaches(endsAt)) return undefined;
  const closesAt = instantOn(localDay(at), must(openHours.get(merchantKey)).untilMs);
  return course === 'voucher' && endsAt > closesAt ? undefined : endsAt;
}
