import type { LocalDay } from '@shangju/rules';
import type { Dice } from '../dice.ts';
import type { Seeds } from '../read-seeds.ts';
import type { Agenda } from './agenda.ts';
import type { Hours } from './opening-hours.ts';
import type { StreetLedger } from './street-ledger.ts';
import type { StreetTerms } from './street-terms.ts';
import type { Visitors } from './visitors.ts';

/** All that the history is drawn with. */
export interface Drawing {
  seeds: Seeds;
  terms: StreetTerms;
  ledger: StreetLedger;
  agenda: Agenda;
  visitors: Visitors;
  lots: Dice;
  /** When a merchant is open, by its key. */
  openHours: ReadonlyMap<string, Hours>;
  /** Those that the history covers, the oldest first. */
  days: readonly LocalDay[];
  /** The local day so many days before the one on which the seeds are loaded. */
  dayAgo(daysAgo: number): LocalDay;
}
