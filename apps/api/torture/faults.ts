import { setTimeout as wait } from 'node:timers/promises';
import type { Client } from 'pg';
import type { Dice } from '../src/seed/dice.ts';
import type { ApiUnderTorture } from './api-under-torture.ts';
import type { BallotWishes } from './ballot-wishes.ts';
import type { DatabaseProxy } from './database-proxy.ts';
import { nextShiftStart } from './duty-wishes.ts';
import { FAULT_KINDS, type FaultKind, type FaultLog } from './fault-log.ts';
import { connect, type KillableDatabase, MAX_CONNECTIONS } from './killable-database.ts';
import { DAY, midnightBefore, type StreetClock } from './street-clock.ts';
import type { TortureStreet } from './torture-street.ts';

/** All that can be broken. */
export interface Breakable {
  street: TortureStreet;
  database: KillableDatabase;
  clock: StreetClock;
  proxies: readonly DatabaseProxy[];
  apis: readonly ApiUnderTorture[];
  ballots: BallotWishes;
  log: FaultLog;
  /** What is being mended while the next thing breaks already. */
  mending: Set<Promise<void>>;
}

/** How often each comes up in one deck. */
const DECK: Record<FaultKind, number> = {
  'api-killed': 2,
  'database-killed': 1,
  'backend-killed': 1,
  'connections-cut': 2,
  'connections-delayed': 2,
  'cut-after-commit': 3,
  'rows-locked': 1,
  'connections-used-up': 1,
  'jobs-twice': 2,
  'clock-moved': 4,
};

/** The faults of a run in their order: each kind once, so that short runs have them all; then decks, each shuffled. */
export function* faultsOf(dice: Dice): Generator<FaultKind, never> {
  yield* dice.shuffled(FAULT_KINDS);
  const deck = FAULT_KINDS.flatMap((kind) => Array.from({ length: DECK[kind] }, () => kind));
  for (;;) yield* dice.shuffled(deck);
}

/** Breaks something. When it returns it is whole again, or `mending` says when it will be. */
export async function breakWith(kind: FaultKind, parts: Breakable, dice: Dice): Promise<void> {
  const mended = parts.log.begin(kind);
  const mending = await BREAK[kind](parts, dice);
  if (!mending) {
    mended();
    return;
  }
  const whole = mending().finally(() => {
    mended();
    parts.mending.delete(whole);
  });
  parts.mending.add(whole);
}

/** Gives back what is still to be done while other things break. */
const BREAK: Record<FaultKind, (parts: Breakable, dice: Dice) => Promise<void | (() => Promise<void>)>> = {
  async 'api-killed'({ apis }, dice) {
    const one = dice.pick(apis);
    const pauseMs = dice.between(0, 200);
    // One of the two serves at all times; one that is starting may be killed in the middle of that.
    const api = apis.every(({ isServing }) => isServing) ? one : apis.find(({ isServing }) => !isServing);
    await api?.kill();
    return async () => {
      await wait(pauseMs);
      await api?.restart();
    };
  },

  async 'database-killed'({ database, apis }, dice) {
    await database.kill();
    await wait(dice.between(0, 300));
    await database.restart();
    return untilReady(apis);
  },

  /** The server ends all its connections and recovers when one of its processes dies. */
  async 'backend-killed'({ database, apis }, dice) {
    const rows = await database.query<{ pid: number }>(
      `select pid from pg_stat_activity where application_name in ('shangju', 'shangju-pipelines') order by pid`,
    );
    if (rows.length > 0) process.kill(dice.pick(rows).pid, 'SIGKILL');
    return untilReady(apis);
  },

  async 'connections-cut'({ proxies }, dice) {
    const share = dice.pick([0.3, 0.6, 1]);
    const hit = dice.chance(0.5) ? proxies : [dice.pick(proxies)];
    for (let times = dice.between(1, 4); times > 0; times -= 1) {
      for (const proxy of hit) proxy.cut(() => dice.chance(share));
      await wait(dice.between(5, 80));
    }
  },

  async 'connections-delayed'({ proxies }, dice) {
    const hit = dice.chance(0.5) ? proxies : [dice.pick(proxies)];
    const delayMs = dice.between(5, 60);
    const stalls = dice.chance(0.3);
    for (const proxy of hit) {
      if (stalls) proxy.stall();
      else proxy.delay(delayMs);
    }
    await wait(stalls ? dice.between(200, 800) : dice.between(500, 1200));
    for (const proxy of hit) proxy.heal();
  },

  async 'cut-after-commit'({ proxies }, dice) {
    const proxy = dice.pick(proxies);
    const before = proxy.commitsCut;
    const count = dice.between(1, 4);
    proxy.cutAfterCommits(count);
    const deadline = Date.now() + CUT_LIMIT_MS;
    while (proxy.commitsCut < before + count && Date.now() < deadline) await wait(5);
    proxy.cutAfterCommits(0);
  },

  /** Whoever needs these rows waits with a connection in hand, until there is none left. */
  async 'rows-locked'({ database, street }, dice) {
    const rules = dice.chance(0.5);
    const holdMs = dice.between(300, 1_500);
    const holder = await connect(database.url).catch(() => undefined);
    if (!holder) return;
    try {
      await holder.query('begin');
      // In the order of everybody else (points/earning-rules.ts): a deadlock would end one of the two.
      await holder.query('select id from accounts where id = any($1) order by id for update', [
        street.busyResidents,
      ]);
      if (rules)
        await holder.query('select association_id from earning_rules order by association_id for update');
      await wait(holdMs);
      await holder.query('rollback');
    } finally {
      await holder.end().catch(() => undefined);
    }
  },

  /** The connections there are, taken by somebody else, and the processes must make new ones. */
  async 'connections-used-up'({ database, proxies }, dice) {
    const asked = Array.from({ length: MAX_CONNECTIONS }, () => connect(database.url).catch(() => undefined));
    const taken: (Client | undefined)[] = await Promise.all(asked);
    try {
      for (const proxy of proxies) proxy.cut(() => dice.chance(0.5));
      await wait(dice.between(300, 900));
    } finally {
      await Promise.all(taken.map((client) => client?.end().catch(() => undefined)));
    }
  },

  /** The same jobs added several times, and those that are under way given free to be taken again. */
  async 'jobs-twice'({ database }, dice) {
    await addJobs(database, 3);
    await wait(dice.between(0, 20));
    await database.query(
      `select graphile_worker.force_unlock_workers(array(
        select distinct locked_by from graphile_worker._private_jobs where locked_by is not null))`,
    );
  },

  async 'clock-moved'({ clock, ballots }, dice) {
    const now = clock.now();
    const deadline = ballots.nextDeadline();
    const target = dice.pickWeighted(CLOCK_TARGETS, ({ weight }) => weight).to(now, deadline, dice);
    await clock.moveTo(target);
  },
};

const untilReady = (apis: readonly ApiUnderTorture[]) => async () => {
  await Promise.all(apis.map((api) => api.untilReady()));
};

const CUT_LIMIT_MS = 1_000;
const MINUTE_MS = 60_000;

interface ClockTarget {
  weight: number;
  to(now: number, ballotDeadline: number | undefined, dice: Dice): number;
}

const CLOCK_TARGETS: readonly ClockTarget[] = [
  // Past the holds of some vouchers.
  { weight: 3, to: (now, _, dice) => now + dice.between(4, 31) * MINUTE_MS },
  // A little before or after the next shift begins: of the late ones the time is over soon.
  { weight: 4, to: (now, _, dice) => nextShiftStart(now) + dice.between(-14, 20) * MINUTE_MS },
  // Into the second before midnight, which then passes by itself.
  { weight: 1, to: (now) => midnightBefore(now) + DAY - 1_000 },
  // Into the next morning.
  {
    weight: 2,
    to: (now, _, dice) => midnightBefore(now) + DAY + dice.between(7 * 60 + 40, 9 * 60) * MINUTE_MS,
  },
  // Into the moment in which a ballot ends, or beyond it.
  { weight: 2, to: (now, deadline, dice) => (deadline ?? now) + dice.between(-400, 400) },
];

const TASKS = ['give-back-lapsed-holds', 'bring-ballots-on', 'note-overdue-shifts', 'remind-of-shifts'];

/** Each of them so many times at once, as if every process had its own clock-work. */
export async function addJobs(database: KillableDatabase, times: number): Promise<void> {
  await database.query(
    `select graphile_worker.add_job(task) from unnest($1::text[]) task, generate_series(1, $2)`,
    [TASKS, times],
  );
}
