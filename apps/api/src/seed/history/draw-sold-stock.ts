import { must } from '../../must.ts';
import type { OfferSeed } from '../read-seeds.ts';
import { seedId } from '../seed-ids.ts';
import type { Drawing } from './drawing.ts';
import { drawMoment, instantOn, minutesAfter } from './opening-hours.ts';
import { redeem, wouldPay } from './redeem.ts';

/**
 * Sells so many units of each offer with a `stockLeft` that just these are left.
 * @returns to be called in the end: throws when something could not be sold
 */
export function drawSoldStock(drawing: Drawing): () => void {
  const { seeds, ledger, agenda, lots, openHours, dayAgo } = drawing;
  const { stockLeftDays, hourWeights } = seeds.history;
  const [first, last] = stockLeftDays;
  for (const offer of seeds.offers) {
    const { merchantKey, stockTotal, stockLeft } = offer;
    if (stockTotal === null || stockLeft === null) continue;
    for (let unit = stockLeft; unit < stockTotal; unit++) {
      const day = dayAgo(lots.between(last, first));
      const at = instantOn(day, drawMoment(lots, must(openHours.get(merchantKey)), hourWeights));
      agenda.add(at, () => sell(drawing, at, offer));
    }
  }
  return () => {
    for (const { key, title, stockLeft } of seeds.offers) {
      const left = ledger.offers.get(seedId('offer', key))?.stockLeft;
      if (stockLeft !== null && left !== stockLeft) {
        throw new Error(`history: of ${title} there are ${left} left, not ${stockLeft}`);
      }
    }
  };
}

const MINUTES_PER_DAY = 24 * 60;

/** To anybody who can pay and has not had their share; else the next day at the same time. */
function sell(drawing: Drawing, at: Date, offer: OfferSeed): void {
  const { agenda, lots, visitors, seeds } = drawing;
  const { counter, voucher } = seeds.history.redemptionOutcomeShare;
  const course = lots.chance(voucher / (counter + voucher)) ? 'voucher' : 'counter';
  const payers = visitors.all.filter((visitor) => wouldPay(drawing, visitor, offer.pricePoints));
  const sold = lots
    .shuffled(payers)
    .some(({ personId }) => redeem(drawing, at, { personId, offer, course }).ok);
  if (sold) return;
  const tomorrow = minutesAfter(at, MINUTES_PER_DAY);
  agenda.add(tomorrow, () => sell(drawing, tomorrow, offer));
}
