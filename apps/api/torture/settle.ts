import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Act, ActBook, Answer } from './act-book.ts';
import type { DutyWishes } from './duty-wishes.ts';
import { addJobs, type Breakable } from './faults.ts';
import type { KillableDatabase } from './killable-database.ts';
import type { Phones } from './phones.ts';
import { localDayOf } from './street-clock.ts';

/** What is known once everything is still. */
export interface Settled {
  /** Since when nothing is broken. */
  quietSince: number;
  /** Keys that the database knows, as it stores them, with whose they are. */
  storedKeys: ReadonlySet<string>;
  /** What every act that is there was answered when its key was sent once more. */
  answersNow: ReadonlyMap<Act, Answer | undefined>;
  /** Transactions that nobody ended. */
  openTransactions: number;
  /** Holds that ran out and that no job gave back. */
  holdsLeft: number;
}

const AT_ONCE = 16;
const STILL_LIMIT_MS = 20_000;
const JOBS_LIMIT_MS = 15_000;
/** Beyond the end of every ballot and every hold. */
const REST_MS = 3_600_000;

/**
 * Has everything whole again, asks for every act that is there once more, and lets time decide what is left to it.
 */
export async function settle(
  parts: Breakable & { book: ActBook; phones: Phones; duty: DutyWishes },
): Promise<Settled> {
  const { proxies, apis, database, clock, book, phones, duty, ballots, street } = parts;
  for (const proxy of proxies) proxy.heal();
  await Promise.all(parts.mending);
  await Promise.all(apis.map((api) => api.untilReady()));
  const openTransactions = await untilStill(database);
  const quietSince = Date.now();

  const storedKeys = await keysOf(database);
  const there = book.acts.filter((act) => storedKeys.has(storedKeyOf(act)));
  const answersNow = new Map<Act, Answer | undefined>();
  await inLanes(there, async (act) => {
    // Through the process that did not have it last.
    answersNow.set(act, await phones.repeat(act, 1 - (act.tries.at(-1)?.process ?? 0)));
  });

  await clock.moveTo(clock.now() + REST_MS);
  await database.query(
    `select graphile_worker.force_unlock_workers(array(
      select distinct locked_by from graphile_worker._private_jobs where locked_by is not null))`,
  );
  await addJobs(database, 2);
  const holdsLeft = await untilHoldsAreBack(database);
  const day = localDayOf(clock.now());
  const [looker = ''] = street.residents;
  for (const rosterId of duty.rosterIds) {
    await phones.look(looker, `/v1/rosters/${rosterId}/shifts?from=${day}&to=${day}`, 0);
  }
  for (const { id } of ballots.ballots) await phones.look(looker, `/v1/ballots/${id}`, 1);
  return { quietSince, storedKeys, answersNow, openTransactions, holdsLeft };
}

/** As the API stores the key of an act. That of a vote is stored as a digest only (docs/secrecy.md). */
export const storedKeyOf = ({ kind, personId, key }: Act): string =>
  `${personId} ${kind === 'cast' ? createHash('sha256').update(`sealed ${key}`).digest('hex') : key}`;

async function keysOf(database: KillableDatabase): Promise<Set<string>> {
  const rows = await database.query<{ person_id: string; key: string }>(
    'select person_id, key from idempotency_keys',
  );
  return new Set(rows.map(({ person_id, key }) => `${person_id} ${key}`));
}

/** Requests that their phones gave up may still be under way. */
async function untilStill(database: KillableDatabase): Promise<number> {
  const deadline = Date.now() + STILL_LIMIT_MS;
  for (;;) {
    const [row] = await database.query<{ open: number }>(
      `select count(*)::int as open from pg_stat_activity
        where application_name in ('shangju', 'shangju-pipelines') and state <> 'idle' and backend_type = 'client backend'`,
    );
    if (!row?.open || Date.now() > deadline) return row?.open ?? 0;
    await wait(50);
  }
}

async function untilHoldsAreBack(database: KillableDatabase): Promise<number> {
  const deadline = Date.now() + JOBS_LIMIT_MS;
  for (;;) {
    const [row] = await database.query<{ left: number }>(
      `select count(*)::int as left from redemptions where status = 'held' and held_until <= street_now()`,
    );
    if (!row?.left || Date.now() > deadline) return row?.left ?? 0;
    await wait(100);
  }
}

async function inLanes<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const waiting = [...items];
  const lane = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
}
