import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { apiFolder } from '../../api-folder.ts';
import { setClock } from '../../testing/clock.ts';
import { CODE_KEYS, createWorld, JWT_SECRET, ORIGIN, type Person, type World } from '../../testing/world.ts';

let world: World;
let dataDir: string;
const children: ChildProcess[] = [];
beforeAll(async () => {
  world = await createWorld();
  dataDir = await mkdtemp(path.join(tmpdir(), 'shangju-killed-'));
});
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await world[Symbol.asyncDispose]();
  await rm(dataDir, { recursive: true });
});

/** The process as it is started on a server, on the database of this test. */
async function startProcess(): Promise<{ child: ChildProcess; address: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts'], {
    cwd: apiFolder,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      PATH: process.env['PATH'],
      NODE_ENV: 'test',
      DATABASE_URL: world.databaseUrl,
      DATA_DIR: dataDir,
      HOST: '127.0.0.1',
      PORT: '0',
      METRICS_PORT: '0',
      PUBLIC_ORIGIN: ORIGIN,
      JWT_SECRET,
      CODE_KEYS: CODE_KEYS.map(({ id, secret }) => `${id}:${secret}`).join(','),
      RATE_LIMIT_PER_MINUTE: '0',
      JOBS: 'off',
      SEEDS: 'off',
    },
  });
  children.push(child);
  for await (const line of createInterface({ input: child.stdout })) {
    const address = /Server listening at (http:\/\/127\.0\.0\.1:\d+)/.exec(line)?.[1];
    if (!address) continue;
    child.stdout.resume();
    return { child, address };
  }
  throw new Error('the process ended before it listened');
}

interface Act {
  who: Person;
  path: '/v1/check-ins' | '/v1/redemptions';
  body: object;
  key: string;
}

interface Answered {
  status: number;
  body: unknown;
}

async function send(address: string, { who, path, body, key }: Act): Promise<Answered> {
  const answer = await fetch(`${address}${path}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${who.token}`,
      'content-type': 'application/json',
      'idempotency-key': key,
    },
    body: JSON.stringify(body),
  });
  return { status: answer.status, body: await answer.json() };
}

/** As a phone does: whoever is told to come again later comes again, with the same key. */
async function sendUntilTaken(address: string, act: Act): Promise<Answered> {
  for (;;) {
    const answer = await send(address, act);
    if (answer.status !== 503) return answer;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** So many at once, as from so many phones. */
async function inLanes(acts: readonly Act[], carryOut: (act: Act) => Promise<void>): Promise<void> {
  const waiting = [...acts];
  const lane = async () => {
    for (let act = waiting.shift(); act; act = waiting.shift()) await carryOut(act);
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}

const LANES = 30;
const RESIDENTS = 15;
const SHOPS = 4;
const ANSWERS_BEFORE_THE_KILL = 30;

/** Each resident checks in at each shop and redeems there: all of it can be had. */
async function everybodysActs(): Promise<Act[]> {
  const association = await world.association({ paidCheckInsPerDay: 100 });
  const merchants = await Promise.all(Array.from({ length: SHOPS }, () => world.merchant({ association })));
  const shops = await Promise.all(
    merchants.map(async (merchant) => ({
      code: await world.liveCode(merchant),
      offerId: await world.offer({ merchant, pricePoints: 3, stock: RESIDENTS }),
    })),
  );
  const residents = await Promise.all(
    Array.from({ length: RESIDENTS }, () => world.resident({ points: 3 * SHOPS })),
  );
  return shops.flatMap(({ code, offerId }, shop) =>
    residents.flatMap((who, index): Act[] => [
      { who, path: '/v1/check-ins', body: { code }, key: randomUUID() },
      {
        who,
        path: '/v1/redemptions',
        body: (shop + index) % 2 ? { offerId } : { offerId, merchantCode: code },
        key: randomUUID(),
      },
    ]),
  );
}

test('a process killed in the middle loses nothing that it answered, and repeats nothing', {
  timeout: 120_000,
}, async () => {
  // The codes must live through all of it.
  await setClock(world.pool, new Date('2026-12-05T04:00:00Z'));
  const acts = await everybodysActs();
  const answered = new Map<string, Answered>();

  const first = await startProcess();
  await inLanes(acts, async (act) => {
    const answer = await sendUntilTaken(first.address, act).catch(() => undefined);
    if (!answer) return;
    answered.set(act.key, answer);
    if (answered.size === ANSWERS_BEFORE_THE_KILL) first.child.kill('SIGKILL');
  });
  expect(first.child.signalCode).toBe('SIGKILL');
  expect(answered.size).toBeGreaterThanOrEqual(ANSWERS_BEFORE_THE_KILL);
  expect(answered.size).toBeLessThan(acts.length);
  expect(await world.ledgerDifferences()).toEqual([]);

  const second = await startProcess();
  const repeated = new Map<string, Answered>();
  await inLanes(acts, async (act) => {
    repeated.set(act.key, await sendUntilTaken(second.address, act));
  });
  expect(new Set([...repeated.values()].map(({ status }) => status))).toEqual(new Set([201]));
  for (const [key, answer] of answered) expect(repeated.get(key)).toEqual(answer);

  const { rows } = await world.pool.query(
    `select (select count(*) from check_ins) as "checkIns", (select count(*) from redemptions) as redemptions,
      (select count(*) from idempotency_keys) as keys, (select sum(stock_left) from offers) as left`,
  );
  expect(rows).toEqual([
    { checkIns: acts.length / 2, redemptions: acts.length / 2, keys: acts.length, left: 0 },
  ]);
  expect(new Set([...repeated.values()].map(({ body }) => (body as { id: string }).id)).size).toBe(
    acts.length,
  );
  expect(await world.ledgerDifferences()).toEqual([]);

  second.child.kill('SIGTERM');
  expect(await once(second.child, 'exit')).toEqual([0, null]);
});
