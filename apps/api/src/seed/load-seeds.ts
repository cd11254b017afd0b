import type { Pool, PoolClient } from 'pg';
import { streetNow } from '../db/clock.ts';
import { transaction } from '../db/transaction.ts';
import type { Seal } from '../modules/ballots/index.ts';
import { storeBallots } from './ballots.ts';
import { drawHistory } from './history/draw-history.ts';
import { storeDuty } from './history/store-duty.ts';
import { storeHistory } from './history/store-history.ts';
import { storeMeetings } from './meetings.ts';
import { storeOffers } from './offers.ts';
import { storePeople } from './people.ts';
import { readSeeds } from './read-seeds.ts';
import { storeStreet } from './street.ts';

export interface SeedsLoaded {
  /** False when a street was there already: then nothing was done, and all counts are 0. */
  loaded: boolean;
  merchants: number;
  households: number;
  persons: number;
  offers: number;
  checkIns: number;
  redemptions: number;
  grants: number;
  shifts: number;
  meetings: number;
  ballots: number;
}

/**
 * Fills an empty database with the demo street, its people and their last weeks: all of it or
 * nothing, once, also when several processes start together. The same files and the same `now`
 * always make the same rows.
 * @param options.folder of the files that seeds/README.md describes
 * @param options.seal under the results of ballots that are over
 * @param options.now the moment up to which the past is drawn; the database's clock by default
 * @throws when the files contradict each other, or the history breaks a rule of the street
 */
export function loadSeeds(
  pool: Pool,
  options: { folder: string; seal: Seal; now?: Date },
): Promise<SeedsLoaded> {
  return transaction(pool, async (tx) => {
    await tx.query('select pg_advisory_xact_lock($1)', [SEEDS_LOCK]);
    if (await streetIsThere(tx)) return NOTHING_LOADED;

    const seeds = await readSeeds(options.folder);
    const now = options.now ?? (await streetNow(tx));
    const history = drawHistory(seeds, now);

    await storeStreet(tx, seeds, now);
    await storePeople(tx, seeds, history.accounts);
    await storeOffers(tx, seeds, { now, stockLeft: history.stockLeft });
    await storeHistory(tx, seeds, history);
    await storeDuty(tx, history.rosters);
    await storeMeetings(tx, seeds, { now, attendances: history.attendances });
    await storeBallots(tx, seeds, { now, seal: options.seal });
    // Plans made from here on know that the tables are no longer empty.
    await tx.query(`analyze ${FILLED_TABLES.join(', ')}`);

    return {
      loaded: true,
      merchants: seeds.merchants.length,
      households: seeds.people.households.length,
      persons: seeds.people.people.length,
      offers: seeds.offers.length,
      checkIns: history.checkIns.length,
      redemptions: history.redemptions.length,
      grants: history.grants.length,
      shifts: history.rosters.reduce((sum, { duty }) => sum + duty.shifts.length, 0),
      meetings: seeds.meetings.length,
      ballots: seeds.ballots.length,
    };
  });
}

/** Any number, the same in all processes and used for nothing else. */
const SEEDS_LOCK = 7_302_027;

async function streetIsThere(tx: PoolClient): Promise<boolean> {
  const { rows } = await tx.query<{ there: boolean }>('select exists (select from streets) as there');
  return rows[0]?.there ?? false;
}

const NOTHING_LOADED: SeedsLoaded = {
  loaded: false,
  merchants: 0,
  households: 0,
  persons: 0,
  offers: 0,
  checkIns: 0,
  redemptions: 0,
  grants: 0,
  shifts: 0,
  meetings: 0,
  ballots: 0,
};

const FILLED_TABLES = [
  'streets',
  'communities',
  'associations',
  'merchants',
  'households',
  'household_members',
  'merchant_voters',
  'ballots',
  'ballot_units',
  'ballot_turnout',
  'ballot_papers',
  'persons',
  'personas',
  'role_grants',
  'accounts',
  'earning_rules',
  'offers',
  'issuing_budgets',
  'check_ins',
  'redemptions',
  'grants',
  'transfers',
  'rosters',
  'roster_members',
  'plaques',
  'shifts',
  'patrols',
  'swaps',
  'meetings',
  'agenda_items',
  'attendances',
  'meeting_questions',
  'follow_ups',
  'follow_up_steps',
];
