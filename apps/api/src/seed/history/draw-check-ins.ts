import type { LocalDay } from '@shangju/rules';
import { must } from '../../must.ts';
import type { MerchantSeed } from '../read-seeds.ts';
import { seedId } from '../seed-ids.ts';
import type { Drawing } from './drawing.ts';
import { drawMoment, instantOn } from './opening-hours.ts';
import type { Visitor } from './visitors.ts';

/** Day by day, so many on the whole street; of today those that lie before now. */
export function drawCheckIns(drawing: Drawing): void {
  const { seeds, visitors, agenda, lots, openHours, days } = drawing;
  const { checkInsPerDay, hourWeights } = seeds.history;
  for (const day of days) {
    const count = lots.between(...(isWeekend(day) ? checkInsPerDay.weekend : checkInsPerDay.weekday));
    for (let drawn = 0; drawn < count; drawn++) {
      const visitor = visitors.drawVisitor();
      const merchant = visitors.drawMerchantFor(visitor);
      const at = instantOn(day, drawMoment(lots, must(openHours.get(merchant.key)), hourWeights));
      agenda.add(at, () => checkIn(drawing, at, { visitor, merchant }));
    }
  }
}

const OTHERS_ASKED = 20;

/** Whoever may not (was there already, works there, had enough for the day) is replaced by another. */
function checkIn(
  { ledger, visitors }: Drawing,
  at: Date,
  { visitor, merchant }: { visitor: Visitor; merchant: MerchantSeed },
): void {
  const merchantId = seedId('merchant', merchant.key);
  let { personId } = visitor;
  for (let asked = 0; asked <= OTHERS_ASKED; asked++) {
    if (ledger.checkIn(at, { personId, merchantId }).ok) return;
    personId = visitors.drawVisitor().personId;
  }
}

function isWeekend(day: LocalDay): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday === 0 || weekday === 6;
}
