import { dayStart, localDay } from '@shangju/rules';
import { must } from '../../must.ts';
import type { OfferSeed, RedemptionCourse } from '../read-seeds.ts';
import { daysOf } from './draw-check-ins.ts';
import type { Drawing } from './drawing.ts';
import { drawMoment, instantOn, openingHours, WHOLE_DAY } from './opening-hours.ts';
import { redeem, wouldPay } from './redeem.ts';

const COURSES = ['counter', 'voucher', 'cancelled', 'lapsed'] as const;

/** Day by day, of what is not sold out by {@link drawSoldStock}; of today those that lie before now. */
export function drawRedemptions(drawing: Drawing): void {
  const { seeds, agenda, lots } = drawing;
  const { redemptionsPerDay, redemptionOutcomeShare, hourWeights } = seeds.history;
  const offers = seeds.offers.filter(({ status, stockLeft }) => status === 'approved' && stockLeft === null);
  for (const day of daysOf(drawing)) {
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
  const offered = offers.filter((offer) => isOpen(drawing, offer, at));
  const payers = visitors.all
    .map((visitor) => ({
      visitor,
      within: offered.filter(({ pricePoints }) => wouldPay(drawing, visitor, pricePoints)),
    }))
    .filter(({ within }) => within.length > 0);
  if (payers.length === 0) return;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const { visitor, within } = lots.pick(payers);
    const offer = lots.pickWeighted(within, ({ merchantKey }) => visitors.popularity(merchantKey));
    if (redeem(drawing, at, { personId: visitor.personId, offer, course }).ok) return;
  }
}

function isOpen({ seeds }: Drawing, { merchantKey }: OfferSeed, at: Date): boolean {
  const { openHours } = must(seeds.merchants.find(({ key }) => key === merchantKey));
  const { fromMs, untilMs } = openingHours(openHours);
  const intoTheDayMs = at.getTime() - dayStart(localDay(at)).getTime();
  return fromMs <= intoTheDayMs && intoTheDayMs < untilMs;
}
