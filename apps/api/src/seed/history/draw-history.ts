import { addDays, localDay, type ResidentAccount } from '@shangju/rules';
import { dice } from '../dice.ts';
import type { Seeds } from '../read-seeds.ts';
import { Agenda } from './agenda.ts';
import { drawCheckIns } from './draw-check-ins.ts';
import { drawDuty, type PastRoster } from './draw-duty.ts';
import { drawGrants } from './draw-grants.ts';
import { drawMeetings, type PastAttendance } from './draw-meetings.ts';
import { drawRedemptions } from './draw-redemptions.ts';
import { drawSoldStock } from './draw-sold-stock.ts';
import type { Drawing } from './drawing.ts';
import { openingHours } from './opening-hours.ts';
import { type PastRedemption, StreetLedger } from './street-ledger.ts';
import { streetTerms } from './street-terms.ts';
import { tellPersonas } from './tell-personas.ts';
import { Visitors } from './visitors.ts';

/** What has happened until now, and what it has left; nothing is held any more. */
export interface History extends Pick<StreetLedger, 'checkIns' | 'grants' | 'transfers' | 'budgets'> {
  /** In order of time. */
  redemptions: PastRedemption[];
  /** By person. */
  accounts: ReadonlyMap<string, ResidentAccount>;
  /** By offer; null where no stock is kept. */
  stockLeft: ReadonlyMap<string, number | null>;
  rosters: PastRoster[];
  attendances: PastAttendance[];
}

/**
 * Draws the weeks before `now` as history.json asks for. Who does what when is a matter of lots;
 * whether it comes to pass is decided, in order of time, by the rules of the street.
 * @throws when a persona's history breaks a rule or ends at other points, or when the stock that must
 *   have been sold was not
 */
export function drawHistory(seeds: Seeds, now: Date): History {
  const lots = dice(seeds.history.seed);
  const terms = streetTerms(seeds, now);
  const ledger = new StreetLedger(terms, lots);
  const agenda = new Agenda(now);
  const visitors = new Visitors(seeds, lots);
  const today = localDay(now);
  const dayAgo = (daysAgo: number) => addDays(today, -daysAgo);
  const { days, includeToday } = seeds.history;
  const drawing: Drawing = {
    seeds,
    terms,
    ledger,
    agenda,
    visitors,
    lots,
    openHours: new Map(seeds.merchants.map(({ key, openHours }) => [key, openingHours(openHours)])),
    days: Array.from({ length: includeToday ? days + 1 : days }, (_, index) => dayAgo(days - index)),
    dayAgo,
  };

  const checkPersonas = tellPersonas(drawing);
  drawCheckIns(drawing);
  drawGrants(drawing);
  drawRedemptions(drawing);
  const checkSoldStock = drawSoldStock(drawing);
  const rosters = drawDuty(drawing, now);
  const attendances = drawMeetings(drawing, now);
  agenda.run();
  checkPersonas();
  checkSoldStock();

  const { accounts, checkIns, grants, transfers, budgets, offers, redemptions } = ledger;
  return {
    accounts,
    checkIns,
    grants,
    transfers,
    budgets,
    redemptions: [...redemptions.values()],
    rosters,
    attendances,
    stockLeft: new Map([...offers].map(([id, { stockLeft }]) => [id, stockLeft])),
  };
}
