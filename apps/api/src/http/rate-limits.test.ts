import { contracts, type Endpoint, LIMIT_KINDS, type LimitKind } from '@shangju/contracts';
import fc from 'fast-check';
import type { FastifyInstance } from 'fastify';
import type { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createPool } from '../db/pool.ts';
import { apiProcesses } from '../testing/api-process.ts';
import { createWorld, type Person, type World } from '../testing/world.ts';
import { type LimitSettings, networkOf } from './rate-limits.ts';
import { forgetOldCounts, secondsUntilFree, sharedCounts } from './shared-counts.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

const limits = (perMinute: number, addressFactor = 1_000): LimitSettings => ({
  perMinute: { general: perMinute, 'log-in': perMinute, scan: perMinute, redeem: perMinute, vote: perMinute },
  addressFactor,
});

const PLENTY = 1_000_000;

/** Limits of which only these count. */
const only = (kind: LimitKind, perMinute: number, addressFactor?: number): LimitSettings => {
  const { perMinute: plenty } = limits(PLENTY);
  return { perMinute: { ...plenty, [kind]: perMinute }, addressFactor: addressFactor ?? 1_000 };
};

const as = (who: Person) => ({ authorization: `Bearer ${who.token}` });

const me = (app: FastifyInstance, who: Person, remoteAddress = '192.0.2.1') =>
  app.inject({ url: '/v1/me', headers: as(who), remoteAddress });

describe('who asks too often', () => {
  test('is told kindly when to come again, and is alone with it', async () => {
    const app = await world.anotherApp({ rateLimits: limits(3) });
    const [eager, calm] = [await world.resident(), await world.resident()];
    for (let count = 0; count < 3; count += 1) expect((await me(app, eager)).statusCode).toBe(200);
    const answer = await me(app, eager);
    const seconds = Number(answer.headers['retry-after']);
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(120);
    expect(answer.statusCode).toBe(429);
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(answer.json()).toMatchObject({
      code: 'rate-limited',
      retryAfterSeconds: seconds,
      detail: `操作有点快，请 ${seconds} 秒后再试。`,
    });
    expect((await me(app, await world.inAnotherSession(eager))).statusCode).toBe(429);
    expect((await me(app, calm)).statusCode).toBe(200);
  });

  test('is turned away before anything is read of what they sent', async () => {
    const app = await world.anotherApp({ rateLimits: only('redeem', 1) });
    const eager = await world.resident();
    const redeem = () =>
      app.inject({
        method: 'POST',
        url: '/v1/redemptions',
        headers: { ...as(eager), 'content-type': 'application/json' },
        payload: '{"offerId": cut off',
      });
    expect((await redeem()).json()).toMatchObject({ code: 'body-unreadable' });
    expect((await redeem()).json()).toMatchObject({ code: 'rate-limited' });
  });

  test('is nobody who watches over the process', async () => {
    const app = await world.anotherApp({ rateLimits: limits(1) });
    for (let count = 0; count < 5; count += 1)
      expect((await app.inject('/health/live')).statusCode).toBe(200);
  });

  test('is counted by address as long as they are nobody', async () => {
    const app = await world.anotherApp({ rateLimits: limits(2, 1) });
    const ask = (remoteAddress: string) => app.inject({ url: '/v1/associations', remoteAddress });
    for (let count = 0; count < 2; count += 1) expect((await ask('192.0.2.7')).statusCode).toBe(200);
    expect((await ask('192.0.2.7')).json()).toMatchObject({ code: 'rate-limited' });
    expect((await ask('192.0.2.8')).statusCode).toBe(200);
  });

  test('is known by the address of their connection, whatever headers they send', async () => {
    const app = await world.anotherApp({ rateLimits: limits(2, 1) });
    const ask = (pretended: string) =>
      app.inject({
        url: '/v1/associations',
        remoteAddress: '192.0.2.60',
        headers: { 'x-forwarded-for': pretended, 'x-real-ip': pretended, forwarded: `for=${pretended}` },
      });
    const answers = [];
    for (let count = 1; count <= 3; count += 1) answers.push((await ask(`198.51.100.${count}`)).statusCode);
    expect(answers).toEqual([200, 200, 429]);
  });

  test('is known behind a proxy by the address that the proxy saw, not by what they put before it', async () => {
    const app = await world.anotherApp({ rateLimits: limits(2, 1), trustProxy: '10.0.0.1' });
    const ask = (from: string, forwarded: string) =>
      app.inject({
        url: '/v1/associations',
        remoteAddress: from,
        headers: { 'x-forwarded-for': forwarded },
      });
    const answers = [];
    for (let count = 1; count <= 3; count += 1)
      answers.push((await ask('10.0.0.1', `198.51.100.${count}, 192.0.2.61`)).statusCode);
    expect(answers).toEqual([200, 200, 429]);
    expect((await ask('10.0.0.1', '192.0.2.62')).statusCode).toBe(200);
    // Who is no proxy is believed nothing.
    for (let count = 1; count <= 3; count += 1)
      answers.push((await ask('192.0.2.63', `198.51.100.${count}`)).statusCode);
    expect(answers.slice(3)).toEqual([200, 200, 429]);
  });

  test('does not use up what their neighbours at the same address have', async () => {
    const app = await world.anotherApp({ rateLimits: only('general', 4, 50) });
    const neighbours = await Promise.all(Array.from({ length: 20 }, () => world.resident()));
    for (const neighbour of neighbours) {
      for (let count = 0; count < 4; count += 1) expect((await me(app, neighbour)).statusCode).toBe(200);
      expect((await me(app, neighbour)).statusCode).toBe(429);
    }
  });

  test('meets the limit of the address, however many they are', async () => {
    const app = await world.anotherApp({ rateLimits: only('general', 2, 3) });
    const people = await Promise.all(Array.from({ length: 7 }, () => world.resident()));
    const answers = [];
    for (const person of people) answers.push((await me(app, person, '192.0.2.9')).statusCode);
    expect(answers).toEqual([200, 200, 200, 200, 200, 200, 429]);
    expect((await me(app, people[6] as Person, '192.0.2.10')).statusCode).toBe(200);
  });

  test('with the token of a session that has ended uses up nothing of the person', async () => {
    const app = await world.anotherApp({ rateLimits: limits(2) });
    const person = await world.resident();
    const thief = await world.inAnotherSession(person);
    await world.call(thief, 'POST /v1/auth/logout');
    for (let count = 0; count < 5; count += 1) expect((await me(app, thief)).statusCode).toBe(401);
    expect((await me(app, person)).statusCode).toBe(200);
  });
});

describe('every endpoint counts against the limit that its contract names', () => {
  const endpoints = Object.entries(contracts) as [string, Endpoint][];
  let app: FastifyInstance;
  beforeAll(async () => {
    app = await world.anotherApp({ rateLimits: limits(1) });
  });

  test('and each kind has endpoints', () => {
    const kinds = new Set(endpoints.map(([, { limit }]) => limit ?? 'general'));
    expect([...kinds].sort()).toEqual([...LIMIT_KINDS].sort());
  });

  const ofPersons = endpoints.filter(([, { limit }]) => limit !== 'log-in');
  test.each(ofPersons)('%s', async (key, { limit }) => {
    const [method, template] = key.split(' ') as ['GET', string];
    const url = template.replace(/\{\w+\}/g, '01890000-0000-7000-8000-00000000dead');
    const headers = as(await world.resident());
    const ask = async () => (await app.inject({ method, url, headers })).statusCode;
    expect(await ask()).not.toBe(429);
    expect(await ask()).toBe(429);
    const other =
      limit === undefined ? ({ method: 'POST', url: '/v1/scans' } as const) : ({ url: '/v1/me' } as const);
    expect((await app.inject({ ...other, headers })).statusCode).not.toBe(429);
  });

  const ofNobody = endpoints.filter(([, { limit }]) => limit === 'log-in');
  test.each(ofNobody)('%s', async (key) => {
    const [method, url] = key.split(' ') as ['POST', string];
    const payload = { persona: 'nobody', refreshToken: 'x'.repeat(43) };
    const ask = (app: FastifyInstance) =>
      app.inject({ method, url, remoteAddress: '192.0.2.20', payload: pick(key, payload) });
    const strict = await world.anotherApp({ rateLimits: only('log-in', 2) });
    const answers = [];
    for (let count = 0; count < 3; count += 1) answers.push((await ask(strict)).statusCode);
    expect(answers.slice(0, 2).every((status) => status === 401 || status === 422)).toBe(true);
    expect(answers[2]).toBe(429);
    await world.pool.query('delete from request_counts');
  });
});

const pick = (key: string, { persona, refreshToken }: { persona: string; refreshToken: string }) =>
  key.includes('refresh') ? { refreshToken } : { persona };

describe('log-ins that fail', () => {
  test('are counted exactly, also those at the same time, and those that go well are not', async () => {
    const app = await world.anotherApp({ rateLimits: only('log-in', 5) });
    const resident = await world.resident();
    await world.pool.query(
      `insert into personas (key, person_id, about, position) values ('one', $1, '居民', 1)`,
      [resident.id],
    );
    const logIn = (persona: string) =>
      app.inject({ method: 'POST', url: '/v1/auth/demo', payload: { persona }, remoteAddress: '192.0.2.30' });
    for (let count = 0; count < 12; count += 1) expect((await logIn('one')).statusCode).toBe(200);
    const failed = await Promise.all(Array.from({ length: 30 }, () => logIn('nobody')));
    const statuses = failed.map(({ statusCode }) => statusCode);
    expect(statuses.filter((status) => status === 422)).toHaveLength(5);
    expect(statuses.filter((status) => status === 429)).toHaveLength(25);
    expect((await logIn('one')).statusCode).toBe(429);
  });
});

describe('two processes', () => {
  test('share one limit, and let pass a tenth more each at most', { timeout: 60_000 }, async () => {
    await using processes = await apiProcesses(world);
    const limit = 20;
    const settings = { RATE_LIMIT_PER_MINUTE: '600', RATE_LIMIT_SCANS_PER_MINUTE: String(limit) };
    const addresses = (await Promise.all([processes.start(settings), processes.start(settings)])).map(
      ({ address }) => address,
    );
    const [eager, neighbour] = [await world.resident(), await world.resident()];
    const scan = async (who: Person, at: number): Promise<number> => {
      const answer = await fetch(`${addresses[at % 2]}/v1/scans`, {
        method: 'POST',
        headers: { ...as(who), 'content-type': 'application/json' },
        body: JSON.stringify({ code: 'x'.repeat(32) }),
      });
      await answer.arrayBuffer();
      // A process that has just started on a busy machine may turn away everybody.
      return answer.status === 503 ? scan(who, at) : answer.status;
    };
    const statuses = (await Promise.all(Array.from({ length: 100 }, (_, at) => scan(eager, at)))).sort();
    const passed = statuses.filter((status) => status === 422).length;
    expect(passed).toBeGreaterThanOrEqual(limit);
    expect(passed).toBeLessThanOrEqual(limit + 2 * (limit / 10));
    expect(statuses.filter((status) => status !== 422 && status !== 429)).toEqual([]);
    // Each of them knows by now.
    expect([await scan(eager, 0), await scan(eager, 1)]).toEqual([429, 429]);
    expect([await scan(neighbour, 0), await scan(neighbour, 1)]).toEqual([422, 422]);
    for (const address of addresses)
      expect((await fetch(`${address}/v1/me`, { headers: as(eager) })).status).toBe(200);
  });
});

describe('counts', () => {
  const counts = (pool = world.pool) => sharedCounts({ pool, secret: 'a secret of this test' });

  test('cost no query for whoever keeps well below the limit', async () => {
    let queries = 0;
    const watched = new Proxy(world.pool, {
      get(pool, name) {
        if (name === 'query') queries += 1;
        return Reflect.get(pool, name);
      },
    });
    const { take } = counts(watched);
    for (let count = 0; count < 5; count += 1) expect(take('calm', 100)).toBe(0);
    await new Promise((resolve) => setImmediate(resolve));
    expect(queries).toBe(0);
    for (let count = 0; count < 5; count += 1) await take('calm', 100);
    await expect.poll(() => queries).toBe(1);
  });

  test('hold to the limit by themselves while the database is away', async () => {
    await using nowhere = disposed(createPool({ url: 'postgresql://nobody@127.0.0.1:1/nothing' }));
    const { take } = counts(nowhere.pool);
    const answers: number[] = [];
    for (let count = 0; count < 30; count += 1) answers.push(await take('somebody', 20));
    expect(answers.filter((seconds) => seconds === 0)).toHaveLength(20);
  });

  test('wait a quarter of a second at most for a database that does not answer', async () => {
    const blocker = await world.pool.connect();
    await blocker.query('begin; lock table request_counts in access exclusive mode');
    try {
      const { take } = counts();
      const began = Date.now();
      for (let count = 0; count < 20; count += 1) expect(await take('waiting', 20)).toBe(0);
      expect(Date.now() - began).toBeLessThan(900);
    } finally {
      await blocker.query('rollback');
      blocker.release();
    }
  });

  test('tell nobody who reads the table who it was, and are forgotten', async () => {
    const { take } = counts();
    for (let count = 0; count < 4; count += 1) await take('general a 192.0.2.77', 4);
    const { rows } = await world.pool.query('select * from request_counts');
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows.map(({ name }) => (name as Buffer).toString('latin1')))).not.toContain(
      '192.0',
    );
    // Those of the tests before may still be on their way.
    const { rowCount } = await world.pool.query('update request_counts set minute = minute - 3');
    expect(await forgetOldCounts(world.pool)).toBe(rowCount);
  });

  test('are free again after just the seconds that were named', () => {
    const whole = fc.nat({ max: 60 });
    fc.assert(
      fc.property(
        whole,
        whole,
        fc.integer({ min: 2, max: 40 }),
        fc.nat({ max: 59_999 }),
        (before, told, limit, at) => {
          const count = { before, told, underWay: 0, untold: 0 };
          const seconds = secondsUntilFree(count, limit, at);
          if (seconds === 0) return;
          const later = at + seconds * 1000;
          const then =
            later < 60_000
              ? count
              : later < 120_000
                ? { before: told, told: 0, underWay: 0, untold: 0 }
                : { before: 0, told: 0, underWay: 0, untold: 0 };
          expect(secondsUntilFree(then, limit, later % 60_000)).toBe(0);
        },
      ),
    );
  });
});

const disposed = (pool: Pool) => ({ pool, [Symbol.asyncDispose]: () => pool.end() });

test.each([
  ['192.0.2.1', '192.0.2.1'],
  ['::ffff:192.0.2.1', '192.0.2.1'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:0DB8:1:2::9', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
])('%s counts as %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});
