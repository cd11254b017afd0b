import type { Offer } from '@shangju/contracts';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { resetClock, setClock } from '../../testing/clock.ts';
import { createWorld, type World } from '../../testing/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterEach(() => resetClock(world.pool));
afterAll(() => world[Symbol.asyncDispose]());

interface Page {
  items: Offer[];
  nextCursor: string | null;
}

/** Every page to the end. */
async function pages(
  ask: (cursor: string | undefined) => Promise<{ status: number; body: Page }>,
): Promise<Offer[][]> {
  const seen: Offer[][] = [];
  let cursor: string | undefined;
  do {
    const { status, body } = await ask(cursor);
    expect(status).toBe(200);
    seen.push(body.items);
    cursor = body.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return seen;
}

const idsOf = (seen: Offer[][]) => seen.flat().map(({ id }) => id);
const pricesOf = (seen: Offer[][]) => seen.flat().map(({ pricePoints }) => pricePoints);
const from = (cursor: string | undefined) => (cursor === undefined ? {} : { cursor });

async function shopWithOffers(prices: readonly number[]) {
  const association = await world.association();
  const merchant = await world.merchant({ association });
  const ids: string[] = [];
  for (const pricePoints of prices) ids.push(await world.offer({ merchant, pricePoints }));
  return { association, merchant, ids };
}

const PRICES = [7, 3, 7, 7, 1, 9, 7, 3, 7, 7, 2];

describe('every list is read to its end without loss or repetition, also among equal prices', () => {
  test.each([1, 2, 3, 10, 11, 100])("a merchant's offers, cheapest first, %i at a time", async (limit) => {
    const { merchant, ids } = await shopWithOffers(PRICES);
    const seen = await pages((cursor) =>
      world.call(undefined, 'GET /v1/merchants/{merchantId}/offers', {
        params: { merchantId: merchant.id },
        query: { limit, ...from(cursor) },
      }),
    );
    expect(idsOf(seen).toSorted()).toEqual(ids.toSorted());
    expect(pricesOf(seen)).toEqual(PRICES.toSorted((a, b) => a - b));
    expect(seen.map((items) => items.length)).toEqual(
      [
        ...Array.from({ length: Math.ceil(PRICES.length / limit) - 1 }, () => limit),
        PRICES.length % limit || limit,
      ].map((size) => Math.min(size, PRICES.length)),
    );
  });

  test('offers within reach, dearest first', async () => {
    const { association, ids } = await shopWithOffers(PRICES);
    const seen = await pages((cursor) =>
      world.call(undefined, 'GET /v1/offers', {
        query: { associationId: association.id, limit: 3, ...from(cursor) },
      }),
    );
    expect(idsOf(seen).toSorted()).toEqual(ids.toSorted());
    expect(pricesOf(seen)).toEqual(PRICES.toSorted((a, b) => b - a));
  });

  test('offers of the whole street within reach', async () => {
    const seen = await pages((cursor) =>
      world.call(undefined, 'GET /v1/offers', { query: { limit: 4, ...from(cursor) } }),
    );
    const { rows } = await world.pool.query('select count(*) from offers');
    expect(new Set(idsOf(seen)).size).toBe(idsOf(seen).length);
    expect(rows).toEqual([{ count: idsOf(seen).length }]);
    expect(pricesOf(seen)).toEqual(pricesOf(seen).toSorted((a, b) => b - a));
  });

  test('managed offers, newest first', async () => {
    const { merchant, ids } = await shopWithOffers([5, 5, 5, 5, 5]);
    const owner = await world.person('merchant.owner', merchant.id);
    const seen = await pages((cursor) =>
      world.call(owner, 'GET /v1/merchants/{merchantId}/managed-offers', {
        params: { merchantId: merchant.id },
        query: { limit: 2, ...from(cursor) },
      }),
    );
    expect(idsOf(seen)).toEqual(ids.toReversed());
  });

  test("an association's offers, longest waiting first, also those of one moment", async () => {
    const { association, ids } = await shopWithOffers([5, 5, 5, 5, 5]);
    const admin = await world.person('association.admin', association.id);
    const read = () =>
      pages((cursor) =>
        world.call(admin, 'GET /v1/associations/{associationId}/offers', {
          params: { associationId: association.id },
          query: { limit: 2, ...from(cursor) },
        }),
      );
    expect(idsOf(await read())).toEqual(ids);
    // Microseconds apart: a cursor of milliseconds would lose or repeat some.
    await world.pool.query(
      `update offers set updated_at = timestamptz '2026-12-05 04:00:00.000100Z' + interval '1 microsecond' * array_position($1, id)
        where id = any($1)`,
      [ids.toReversed()],
    );
    expect(idsOf(await read())).toEqual(ids.toReversed());
    await world.pool.query(
      `update offers set updated_at = timestamptz '2026-12-05 04:00:00Z' where id = any($1)`,
      [ids],
    );
    expect(idsOf(await read())).toEqual(ids.toSorted());
  });

  test('what comes meanwhile disturbs no page that follows', async () => {
    const { merchant, ids } = await shopWithOffers([2, 4, 6, 8]);
    const query = { limit: 2 };
    const params = { merchantId: merchant.id };
    const { body: first } = await world.call(undefined, 'GET /v1/merchants/{merchantId}/offers', {
      params,
      query,
    });
    await world.offer({ merchant, pricePoints: 1 });
    const late = await world.offer({ merchant, pricePoints: 7 });
    const { body: second } = await world.call(undefined, 'GET /v1/merchants/{merchantId}/offers', {
      params,
      query: { ...query, cursor: first.nextCursor ?? '' },
    });
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual([ids[0], ids[1], ids[2], late]);
  });
});

describe('strangers see what is approved', () => {
  test('and owners, clerks and admins of the place everything, by status', async () => {
    const association = await world.association();
    const merchant = await world.merchant({ association });
    const offers: Record<string, string> = {};
    for (const status of ['draft', 'submitted', 'approved', 'rejected', 'withdrawn'] as const) {
      offers[status] = await world.offer({ merchant, pricePoints: 5, status });
    }
    const params = { merchantId: merchant.id };
    const open = await world.call(await world.resident(), 'GET /v1/merchants/{merchantId}/offers', {
      params,
    });
    expect(open.body.items.map(({ id }) => id)).toEqual([offers['approved']]);

    const keepers = [
      await world.person('merchant.owner', merchant.id),
      await world.person('merchant.clerk', merchant.id),
      await world.person('association.admin', association.id),
    ];
    for (const keeper of keepers) {
      const all = await world.call(keeper, 'GET /v1/merchants/{merchantId}/managed-offers', { params });
      expect(all.body.items).toHaveLength(5);
      const waiting = await world.call(keeper, 'GET /v1/merchants/{merchantId}/managed-offers', {
        params,
        query: { status: 'submitted' },
      });
      expect(waiting.body.items.map(({ id }) => id)).toEqual([offers['submitted']]);
    }
    const neighbour = await world.person('merchant.owner', (await world.merchant({ association })).id);
    for (const [status, offerId] of Object.entries(offers)) {
      const seen = status === 'approved' || status === 'withdrawn' ? 200 : 404;
      for (const who of [
        undefined,
        neighbour,
        await world.person('association.admin', (await world.association()).id),
      ]) {
        expect((await world.call(who, 'GET /v1/offers/{offerId}', { params: { offerId } })).status).toBe(
          seen,
        );
      }
      expect((await world.call(keepers[1], 'GET /v1/offers/{offerId}', { params: { offerId } })).status).toBe(
        200,
      );
    }
    const queue = await world.call(keepers[2], 'GET /v1/associations/{associationId}/offers', {
      params: { associationId: association.id },
      query: { status: 'submitted' },
    });
    expect(queue.body.items.map(({ id }) => id)).toEqual([offers['submitted']]);
  });
});

describe('offers within reach', () => {
  const within = async (associationId: string, upToPoints?: number) => {
    const query = { associationId, ...(upToPoints === undefined ? {} : { upToPoints }) };
    const { body } = await world.call(undefined, 'GET /v1/offers', { query });
    return body.items.map(({ pricePoints }) => pricePoints);
  };

  test('cost no more than the points one has', async () => {
    const { association } = await shopWithOffers([5, 10, 15]);
    expect(await within(association.id, 10)).toEqual([10, 5]);
    expect(await within(association.id, 9)).toEqual([5]);
    expect(await within(association.id, 0)).toEqual([]);
    expect(await within(association.id)).toEqual([15, 10, 5]);
  });

  test('are in stock, in their time, and of shops that are open', async () => {
    await setClock(world.pool, new Date('2026-12-05T04:00:00Z'));
    const association = await world.association();
    const merchant = await world.merchant({ association });
    const offer = (pricePoints: number, more: Partial<Parameters<World['offer']>[0]> = {}) =>
      world.offer({ merchant, pricePoints, ...more });
    await offer(1);
    await offer(2, { stock: 0 });
    await offer(3, { stock: 1 });
    await offer(4, { availableFrom: '2026-12-05T04:00:01Z' });
    await offer(5, { availableFrom: '2026-12-05T04:00:00Z' });
    await offer(6, { availableUntil: '2026-12-05T04:00:00Z' });
    await offer(7, { availableUntil: '2026-12-05T04:00:01Z' });
    await offer(8, { status: 'withdrawn' });
    expect(await within(association.id)).toEqual([7, 5, 3, 1]);
    await setClock(world.pool, new Date('2026-12-05T04:00:01Z'));
    expect(await within(association.id)).toEqual([5, 4, 3, 1]);

    const shown = await world.call(undefined, 'GET /v1/merchants/{merchantId}/offers', {
      params: { merchantId: merchant.id },
    });
    expect(shown.body.items.map(({ pricePoints, available }) => [pricePoints, available])).toEqual([
      [1, true],
      [2, false],
      [3, true],
      [4, true],
      [5, true],
      [6, false],
      [7, false],
    ]);

    await world.pool.query(`update merchants set status = 'closed' where id = $1`, [merchant.id]);
    expect(await within(association.id)).toEqual([]);
    const closed = await world.call(undefined, 'GET /v1/merchants/{merchantId}', {
      params: { merchantId: merchant.id },
    });
    expect(closed.body.open).toBe(false);
    const gone = await world.call(undefined, 'GET /v1/merchants', {
      query: { associationId: association.id },
    });
    expect(gone.body.items).toEqual([]);
  });

  test('are what can be redeemed: a list that says available is believed', async () => {
    await setClock(world.pool, new Date('2026-12-05T04:00:00Z'));
    const association = await world.association();
    const merchant = await world.merchant({ association });
    const ids = [
      await world.offer({ merchant, pricePoints: 1, availableFrom: '2026-12-05T04:00:00Z' }),
      await world.offer({ merchant, pricePoints: 1, availableUntil: '2026-12-05T04:00:00Z' }),
      await world.offer({ merchant, pricePoints: 1, availableFrom: '2026-12-05T04:00:01Z' }),
      await world.offer({ merchant, pricePoints: 1, stock: 0 }),
    ];
    const resident = await world.resident({ points: 10 });
    for (const offerId of ids) {
      const { body: offer } = await world.call(resident, 'GET /v1/offers/{offerId}', { params: { offerId } });
      const { status } = await world.call(resident, 'POST /v1/redemptions', { body: { offerId } });
      expect(status).toBe(offer.available ? 201 : 409);
    }
    await world.pool.query(`update merchants set status = 'closed' where id = $1`, [merchant.id]);
    const answer = await world.call(resident, 'POST /v1/redemptions', { body: { offerId: ids[0] ?? '' } });
    expect(answer).toMatchObject({ status: 409, code: 'offer-not-available' });
  });
});
