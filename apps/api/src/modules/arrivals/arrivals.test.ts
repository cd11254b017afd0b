import { once } from 'node:events';
import { connect } from 'node:net';
import type { Arrival } from '@shangju/contracts';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { checkEvent } from '../../testing/contract-answer.ts';
import { createWorld, type Merchant, type Person, type World } from '../../testing/world.ts';
import type { ArrivalsHub } from './index.ts';

let world: World;
/** One takes requests in, the other is watched. */
let taking: FastifyInstance;
let watched: FastifyInstance;
let address: string;
/** Merchants that somebody watches at the watched one, as often as they do. */
let watchers: string[] = [];

beforeAll(async () => {
  world = await createWorld();
  taking = world.app;
  watched = await world.anotherApp({ arrivalsThrough: counting });
  address = await watched.listen({ host: '127.0.0.1', port: 0 });
  await vi.waitFor(async () => expect(await listenersOf()).toHaveLength(2), PATIENCE);
});
afterAll(() => world[Symbol.asyncDispose]());

const PATIENCE = { timeout: 10_000, interval: 20 };

function counting(hub: ArrivalsHub): ArrivalsHub {
  return {
    async *watch(merchantId, signal) {
      watchers.push(merchantId);
      try {
        yield* hub.watch(merchantId, signal);
      } finally {
        watchers = watchers.toSpliced(watchers.indexOf(merchantId), 1);
      }
    },
    close: () => hub.close(),
  };
}

/** The connections to the database that wait for arrivals. */
async function listenersOf(): Promise<number[]> {
  const { rows } = await world.pool.query<{ pid: number }>(
    `select pid from pg_stat_activity
      where datname = current_database() and application_name = 'shangju-arrivals' and query like 'listen %' and state = 'idle'`,
  );
  return rows.map(({ pid }) => pid);
}

interface Watch {
  /** The next that arrives. */
  next(): Promise<Arrival>;
  /** Fulfils when the other side ends the stream. */
  ended(): Promise<void>;
  leave(): void;
}

async function watch(who: Person, merchant: Merchant, at = address): Promise<Watch> {
  const leaving = new AbortController();
  const answer = await fetch(`${at}/v1/merchants/${merchant.id}/arrivals`, {
    headers: { authorization: `Bearer ${who.token}` },
    signal: leaving.signal,
  });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  const lines = linesOf(answer);
  expect((await lines.next()).value).toBe(': ready');
  return {
    async next() {
      for (;;) {
        const { done, value = '' } = await lines.next();
        if (done) throw new Error('the stream has ended');
        if (!value.startsWith('data: ')) continue;
        const arrival = JSON.parse(value.slice('data: '.length));
        checkEvent('GET /v1/merchants/{merchantId}/arrivals', arrival);
        return arrival;
      }
    },
    async ended() {
      while (!(await lines.next()).done);
    },
    leave: () => leaving.abort(),
  };
}

async function* linesOf(answer: Response): AsyncGenerator<string, undefined> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of answer.body ?? []) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    yield* lines.filter((line) => line !== '');
  }
}

async function shop() {
  const merchant = await world.merchant();
  return { merchant, clerk: await world.person('merchant.clerk', merchant.id) };
}

const checkIn = async (merchant: Merchant, who?: Person) =>
  world.call(who ?? (await world.resident()), 'POST /v1/check-ins', {
    app: taking,
    body: { code: await world.liveCode(merchant) },
  });

describe('what arrives at a shop', () => {
  test('is seen at once by who watches through another process', async () => {
    const { merchant, clerk } = await shop();
    const watching = await watch(clerk, merchant);
    const { body } = await checkIn(merchant);
    expect(await watching.next()).toEqual({
      kind: 'check-in',
      id: body.id,
      at: body.at,
      title: '签到 +8 分',
      points: 8,
      residentTail: expect.stringMatching(/^\d{4}$/),
    });
    watching.leave();
  });

  test('is told of a redemption at each of its turns', async () => {
    const { merchant, clerk } = await shop();
    const resident = await world.resident({ points: 20 });
    const offerId = await world.offer({ merchant, pricePoints: 5 });
    const watching = await watch(clerk, merchant);
    const redeem = async () =>
      (await world.call(resident, 'POST /v1/redemptions', { app: taking, body: { offerId } })).body;

    const one = await redeem();
    expect(await watching.next()).toMatchObject({
      kind: 'redemption-held',
      id: one.id,
      title: '重庆小面抵 5 元',
      points: 5,
    });
    const voucher = await world.call(resident, 'GET /v1/redemptions/{redemptionId}/voucher', {
      params: { redemptionId: one.id },
    });
    await world.call(clerk, 'POST /v1/redemptions/{redemptionId}/fulfil', {
      app: taking,
      params: { redemptionId: one.id },
      body: { voucher: voucher.body.url },
    });
    expect(await watching.next()).toMatchObject({ kind: 'redemption-fulfilled', id: one.id });

    const two = await redeem();
    expect(await watching.next()).toMatchObject({ kind: 'redemption-held', id: two.id });
    await world.call(resident, 'POST /v1/redemptions/{redemptionId}/cancel', {
      app: taking,
      params: { redemptionId: two.id },
    });
    expect(await watching.next()).toMatchObject({ kind: 'redemption-ended', id: two.id });
    watching.leave();
  });

  test('is told to everybody who watches this shop and to nobody else; what was refused is told to nobody', async () => {
    const [here, there] = [await shop(), await shop()];
    const owner = await world.person('merchant.owner', here.merchant.id);
    const [one, two, elsewhere] = [
      await watch(here.clerk, here.merchant),
      await watch(owner, here.merchant),
      await watch(there.clerk, there.merchant),
    ];
    const resident = await world.resident();
    const { body: first } = await checkIn(here.merchant, resident);
    expect((await checkIn(here.merchant, resident)).code).toBe('already-checked-in');
    const { body: second } = await checkIn(here.merchant);
    const { body: other } = await checkIn(there.merchant);
    for (const watching of [one, two]) {
      expect([(await watching.next()).id, (await watching.next()).id]).toEqual([first.id, second.id]);
    }
    expect((await elsewhere.next()).id).toBe(other.id);
    for (const watching of [one, two, elsewhere]) watching.leave();
  });

  test('is nothing for the staff of another shop, or a stranger', async () => {
    const [{ merchant }, neighbour] = [await shop(), await shop()];
    for (const [who, status] of [
      [neighbour.clerk, 403],
      [await world.resident(), 403],
      [await world.person('association.admin', merchant.associationId), 403],
      [undefined, 401],
    ] as const) {
      const answer = await fetch(
        `${address}/v1/merchants/${merchant.id}/arrivals`,
        who && { headers: { authorization: `Bearer ${who.token}` } },
      );
      expect([answer.status, answer.headers.get('content-type')]).toEqual([
        status,
        'application/problem+json; charset=utf-8',
      ]);
      await answer.body?.cancel();
    }
  });
});

describe('a watcher', () => {
  test('outlives the connection to the database', async () => {
    const { merchant, clerk } = await shop();
    const watching = await watch(clerk, merchant);
    const before = await listenersOf();
    await world.pool.query('select pg_terminate_backend(pid) from unnest($1::int[]) as pid', [before]);
    await vi.waitFor(async () => {
      const now = await listenersOf();
      expect(now.filter((pid) => !before.includes(pid))).toHaveLength(before.length);
    }, PATIENCE);
    const { body } = await checkIn(merchant);
    expect((await watching.next()).id).toBe(body.id);
    watching.leave();
  });

  test('who leaves is forgotten', async () => {
    const { merchant, clerk } = await shop();
    const [one, two] = [await watch(clerk, merchant), await watch(clerk, merchant)];
    const here = () => watchers.filter((id) => id === merchant.id).length;
    expect(here()).toBe(2);
    one.leave();
    await vi.waitFor(() => expect(here()).toBe(1), PATIENCE);
    const { body } = await checkIn(merchant);
    expect((await two.next()).id).toBe(body.id);
    two.leave();
    await vi.waitFor(() => expect(here()).toBe(0), PATIENCE);
  });

  test('who reads no further and then leaves is forgotten too', async () => {
    const { merchant, clerk } = await shop();
    const { hostname, port } = new URL(address);
    const phone = connect({ host: hostname, port: Number(port) });
    phone.write(
      `GET /v1/merchants/${merchant.id}/arrivals HTTP/1.1\r\nhost: street.example\r\nauthorization: Bearer ${clerk.token}\r\n\r\n`,
    );
    await once(phone, 'readable');
    const here = () => watchers.filter((id) => id === merchant.id).length;
    expect(here()).toBe(1);
    // More than the buffers between the two take up. What is notified twice in a transaction comes once.
    const title = '长'.repeat(2_500);
    const arrival = { merchantId: merchant.id, kind: 'check-in', id: clerk.id, at: new Date(), title };
    for (let round = 0; round < 60; round += 1) {
      await world.pool.query(
        `select pg_notify('arrivals', ($1::jsonb || jsonb_build_object('points', i, 'residentTail', '0001'))::text)
          from generate_series(1, 40) as i`,
        [JSON.stringify(arrival)],
      );
    }
    phone.destroy();
    await vi.waitFor(() => expect(here()).toBe(0), PATIENCE);
  });

  test('does not keep the process from closing', async () => {
    const { merchant, clerk } = await shop();
    const closing = await world.anotherApp();
    const at = await closing.listen({ host: '127.0.0.1', port: 0 });
    const watches = [await watch(clerk, merchant, at), await watch(clerk, merchant, at)];
    const began = performance.now();
    await Promise.all([closing.close(), ...watches.map((watching) => watching.ended())]);
    expect(performance.now() - began).toBeLessThan(3_000);
    await expect(fetch(at)).rejects.toThrow();
  });
});

describe('a watch ends within a heartbeat', () => {
  const HEARTBEAT_MS = 50;
  let quick: string;
  beforeAll(async () => {
    const app = await world.anotherApp({ heartbeatMs: HEARTBEAT_MS });
    quick = await app.listen({ host: '127.0.0.1', port: 0 });
  });

  test('of its session, and not before', async () => {
    const { merchant, clerk } = await shop();
    const elsewhere = await world.inAnotherSession(clerk);
    const [ending, staying] = [await watch(clerk, merchant, quick), await watch(elsewhere, merchant, quick)];
    await world.call(clerk, 'POST /v1/auth/logout');
    await ending.ended();
    const arrival = staying.next();
    await checkIn(merchant);
    expect((await arrival).kind).toBe('check-in');
    staying.leave();
  });

  test('in which the role was taken away', async () => {
    const { merchant, clerk } = await shop();
    const watching = await watch(clerk, merchant, quick);
    await world.pool.query('delete from role_grants where person_id = $1', [clerk.id]);
    await watching.ended();
  });
});
