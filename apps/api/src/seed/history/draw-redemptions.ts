import { dayStart, localDay } from '@shangju/rules';
import { must } from '../../must.ts';
import type { OfferSeed, RedemptionCourse } from '../read-seeds.ts';
import type { Drawing } from './drawing.ts';
import { drawMoment, instantOn, WHOLE_DAY } from './opening-hours.ts';
import { redeem, wouldPay } from './redeem.ts';

const COURSES = ['counter', 'voucher', 'cancelled', 'lapsed'] as const;

/** Day by day, of what is not sold out by {@link drawSoldStock}; of today those that lie before now. */
export function drawRedemptions(drawing: Drawing): void {
  const { seeds, agenda, lots, days } = drawing;
  const { redemptionsPerDay, redemptionOutcomeShare, hourWeights } = seeds.history;
  const offers = seeds.offers.filter(({ status, stockLeft }) => status === 'approved' && stockLeft === null);
  for (const day of days) {
    const count = lots.between(...redemptionsPerDay);
    for (let drawn = 0; drawn < count; drawn++) {
      const course = lots.pickWeighted(COURSES, (one) => redemptionOutcomeShare[one]);
      const at = instantOn(day, drawMoment(lots, WHOLE_DAY, hourWeights));
      agenda.add(at, () => redeemSomething(drawing, at, { course, offers }));
    }
  }
}

const ATTEMPTS = 30;

/** Somebody who can pay, something that an open shop gives for it. In the first days it may be nobody. */
function redeemSomething(
  drawing: Drawing,
  at: Date,
  { course, offers }: { course: RedemptionCourse; offers: readonly OfferSeed[] },
): void {
  const { lots, visitors } = drawing;
  const offered = atOpenShops(drawing, offers, at);
  const leastPoints = Math.min(...offered.map(({ pricePoints }) => pricePoints));
  const payers = visitors.all.filter((visitor) => wouldPay(drawing, visitor, leastPoints));
  if (payers.length === 0) return;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const visitor = lots.pick(payers);
    const offer = lots.pickWeighted(
      offered.filter(({ pricePoints }) => wouldPay(drawing, visitor, pricePoints)),
      ({ merchantKey }) => visitors.popularity(merchantKey),
    );
    if (redeem(drawing, at, { personId: visitor.personId, offer, course }).ok) return;
  }
}

function atOpenShops({ openHours }: Drawing, offers: readonly OfferSeed[], at: Date): OfferSeed[] {
  const intoTheDayMs = at.getTime() - dayStart(localDay(at)).getTime();
  return offers.filter(({ merchantKey }) => {
    const { fromMs, untilMs } = must(openHours.get(merchantKey));
    return fromMs <= intoTheDayMs && intoTheDayMs < untilMs;
  });
}
