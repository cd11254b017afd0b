import type { PointsEntry } from '@shangju/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createWorld, type Person, type World } from '../../testing/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(async () => {
  expect(await world.ledgerDifferences()).toEqual([]);
  await world[Symbol.asyncDispose]();
});

const entriesOf = async (who: Person, limit: number): Promise<PointsEntry[][]> => {
  const seen: PointsEntry[][] = [];
  let cursor: string | undefined;
  do {
    const { status, body } = await world.call(who, 'GET /v1/me/points/entries', {
      query: { limit, ...(cursor ? { cursor } : {}) },
    });
    expect(status).toBe(200);
    seen.push(body.items);
    cursor = body.nextCursor ?? undefined;
  } while (cursor);
  return seen;
};

test('somebody new has none, and is told so', async () => {
  const newcomer = await world.resident();
  expect((await world.call(newcomer, 'GET /v1/me/points')).body).toEqual({
    available: 0,
    held: 0,
    earned: 0,
    spent: 0,
  });
  expect((await world.call(newcomer, 'GET /v1/me/points/entries')).body).toEqual({
    items: [],
    nextCursor: null,
  });
});

test('entries say in plain words where points came from and went; what is held only is no entry', async () => {
  const merchant = await world.merchant();
  const shop = (
    await world.call(undefined, 'GET /v1/merchants/{merchantId}', { params: { merchantId: merchant.id } })
  ).body.name;
  const offerId = await world.offer({ merchant, pricePoints: 5 });
  const resident = await world.resident({ points: 20 });
  await world.call(resident, 'POST /v1/check-ins', { body: { code: await world.liveCode(merchant) } });
  const { body: done } = await world.call(resident, 'POST /v1/redemptions', {
    body: { offerId, merchantCode: await world.liveCode(merchant) },
  });
  const { body: held } = await world.call(resident, 'POST /v1/redemptions', { body: { offerId } });
  expect(held.status).toBe('held');

  expect((await entriesOf(resident, 20)).flat()).toMatchObject([
    {
      kind: 'redemption',
      change: -5,
      title: `在${shop}兑换重庆小面抵 5 元`,
      merchantId: merchant.id,
      redemptionId: done.id,
    },
    { kind: 'check-in', change: 8, title: `在${shop}签到`, merchantId: merchant.id, redemptionId: null },
    { kind: 'grant', change: 20, title: '商会发放：见面礼', merchantId: null, redemptionId: null },
  ]);
  const { body: points } = await world.call(resident, 'GET /v1/me/points');
  expect(points).toEqual({ available: 18, held: 5, earned: 28, spent: 5 });
});

test('entries are read newest first to their end, without loss or repetition', async () => {
  const association = await world.association({ paidCheckInsPerDay: 100 });
  const resident = await world.resident({ points: 1 });
  for (let shop = 0; shop < 6; shop += 1) {
    const merchant = await world.merchant({ association });
    await world.call(resident, 'POST /v1/check-ins', { body: { code: await world.liveCode(merchant) } });
  }
  const all = (await entriesOf(resident, 100)).flat();
  expect(all).toHaveLength(7);
  expect(all.map(({ at }) => at)).toEqual(
    all
      .map(({ at }) => at)
      .toSorted()
      .toReversed(),
  );
  for (const limit of [1, 2, 3, 7]) {
    const pages = await entriesOf(resident, limit);
    expect(pages.flat()).toEqual(all);
    expect(pages).toHaveLength(Math.ceil(7 / limit));
  }
});

test('nobody sees those of others', async () => {
  await world.resident({ points: 5 });
  expect((await entriesOf(await world.resident(), 20)).flat()).toEqual([]);
});
