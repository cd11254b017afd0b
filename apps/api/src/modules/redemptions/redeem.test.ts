import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { resetClock, setClock } from '../../testing/clock.ts';
import { createWorld, type Merchant, type Person, type World } from '../../testing/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterEach(async () => {
  await resetClock(world.pool);
  expect(await world.ledgerDifferences()).toEqual([]);
});
afterAll(() => world[Symbol.asyncDispose]());

const redeem = (person: Person, offerId: string, more: { merchantCode?: string; key?: string } = {}) =>
  world.call(person, 'POST /v1/redemptions', {
    body: { offerId, ...(more.merchantCode ? { merchantCode: more.merchantCode } : {}) },
    ...(more.key ? { key: more.key } : {}),
  });

const voucherOf = async (person: Person, redemptionId: string) => {
  const { status, body } = await world.call(person, 'GET /v1/redemptions/{redemptionId}/voucher', {
    params: { redemptionId },
  });
  expect(status).toBe(200);
  return body.url;
};

describe('redeeming', () => {
  test('without a live code holds the points and issues a voucher', async () => {
    const merchant = await world.merchant();
    const resident = await world.resident({ points: 30 });
    const { status, body } = await redeem(resident, await world.offer({ merchant, pricePoints: 20 }));
    expect(status).toBe(201);
    expect(body).toMatchObject({ status: 'held', points: 20, balance: { available: 10, held: 20 } });
    expect(Date.parse(body.heldUntil ?? '') - Date.parse(body.createdAt)).toBe(30 * 60_000);
  });

  test("with the shop's live code is fulfilled at once", async () => {
    const merchant = await world.merchant();
    const resident = await world.resident({ points: 30 });
    const offerId = await world.offer({ merchant, pricePoints: 20 });
    const { status, body } = await redeem(resident, offerId, {
      merchantCode: await world.liveCode(merchant),
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({ status: 'fulfilled', heldUntil: null, balance: { available: 10, held: 0 } });
    expect(await world.balance(resident)).toEqual({ available: 10, held: 0, earned: 30, spent: 20 });
  });

  test('100 at once on a balance that affords 3 makes exactly 3', async () => {
    const merchant = await world.merchant();
    const resident = await world.resident({ points: 65 });
    const offerId = await world.offer({ merchant, pricePoints: 20 });
    const answers = await Promise.all(Array.from({ length: 100 }, () => redeem(resident, offerId)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(3);
    expect(answers.filter(({ code }) => code === 'insufficient-points')).toHaveLength(97);
    expect(await world.balance(resident)).toMatchObject({ available: 5, held: 60 });
  });

  test('of 100 at once through two processes 3 are made', async () => {
    const merchant = await world.merchant();
    const resident = await world.resident({ points: 65 });
    const offerId = await world.offer({ merchant, pricePoints: 20 });
    const other = await world.anotherApp();
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, index) =>
        world.call(resident, 'POST /v1/redemptions', {
          body: { offerId },
          app: index % 2 ? other : world.app,
        }),
      ),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(3);
    expect(await world.balance(resident)).toMatchObject({ available: 5, held: 60 });
  });

  test('the last unit of stock wanted by 50 goes to one', async () => {
    const merchant = await world.merchant();
    const offerId = await world.offer({ merchant, pricePoints: 5, stock: 1 });
    const residents = await Promise.all(Array.from({ length: 50 }, () => world.resident({ points: 5 })));
    const answers = await Promise.all(residents.map((resident) => redeem(resident, offerId)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ code }) => code === 'offer-sold-out')).toHaveLength(49);
  });

  test('the same key 20 times at once is one redemption with one answer', async () => {
    const merchant = await world.merchant();
    const resident = await world.resident({ points: 100 });
    const offerId = await world.offer({ merchant, pricePoints: 20 });
    const other = await world.anotherApp();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        world.call(resident, 'POST /v1/redemptions', {
          body: { offerId },
          key: 'the-same-key-20-times',
          app: index % 2 ? other : world.app,
        }),
      ),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(await world.balance(resident)).toMatchObject({ available: 80, held: 20 });
  });

  test('the same key for another offer is refused', async () => {
    const merchant = await world.merchant();
    const resident = await world.resident({ points: 100 });
    const [one, two] = [
      await world.offer({ merchant, pricePoints: 5 }),
      await world.offer({ merchant, pricePoints: 6 }),
    ];
    expect((await redeem(resident, one, { key: 'key-of-two-offers' })).status).toBe(201);
    const again = await redeem(resident, two, { key: 'key-of-two-offers' });
    expect(again).toMatchObject({ status: 422, code: 'idempotency-key-reused' });
  });

  test('a key is needed', async () => {
    const resident = await world.resident({ points: 100 });
    const offerId = await world.offer({ merchant: await world.merchant(), pricePoints: 5 });
    const answer = await world.call(resident, 'POST /v1/redemptions', { body: { offerId }, key: null });
    expect(answer).toMatchObject({ status: 400, code: 'idempotency-key-missing' });
  });

  test('says how many points are missing', async () => {
    const resident = await world.resident({ points: 8 });
    const offerId = await world.offer({ merchant: await world.merchant(), pricePoints: 20 });
    const { status, problem } = await redeem(resident, offerId);
    expect(status).toBe(409);
    expect(problem).toMatchObject({
      code: 'insufficient-points',
      missing: 12,
      detail: '还差 12 分，去附近的店签到就能攒够。',
    });
    expect(Object.keys(problem).sort()).toEqual(
      ['code', 'detail', 'missing', 'requestId', 'status', 'title', 'type'].sort(),
    );
  });

  test('keeps the limit of a person in its period, and opens it again in the next', async () => {
    const resident = await world.resident({ points: 100 });
    const offerId = await world.offer({
      merchant: await world.merchant(),
      pricePoints: 5,
      limitPerPerson: 1,
      limitPeriod: 'day',
    });
    await setClock(world.pool, new Date('2026-12-05T15:59:59Z'));
    expect((await redeem(resident, offerId)).status).toBe(201);
    expect(await redeem(resident, offerId)).toMatchObject({ status: 409, code: 'limit-reached' });
    await setClock(world.pool, new Date('2026-12-05T16:00:00Z'));
    expect((await redeem(resident, offerId)).status).toBe(201);
  });

  test("refuses another shop's code, a stale one, and a poster", async () => {
    const merchant = await world.merchant();
    const neighbour = await world.merchant();
    const resident = await world.resident({ points: 100 });
    const offerId = await world.offer({ merchant, pricePoints: 5 });
    await setClock(world.pool, new Date('2026-12-05T08:00:00Z'));
    const code = await world.liveCode(merchant);
    const cases = [
      [await world.liveCode(neighbour), 'code-other-merchant'],
      [world.codes.standing('merchant-poster', merchant.number), 'code-wrong-kind'],
      [`${code.slice(0, -1)}${code.endsWith('A') ? 'B' : 'A'}`, 'code-invalid'],
    ] as const;
    for (const [merchantCode, refusal] of cases) {
      expect(await redeem(resident, offerId, { merchantCode })).toMatchObject({ code: refusal });
    }
    await setClock(world.pool, new Date('2026-12-05T08:01:00Z'));
    expect(await redeem(resident, offerId, { merchantCode: code })).toMatchObject({
      status: 422,
      code: 'code-expired',
    });
    expect(await world.balance(resident)).toMatchObject({ available: 100, held: 0 });
  });

  test('is refused at the own shop', async () => {
    const merchant = await world.merchant();
    const clerk = await world.person('merchant.clerk', merchant.id);
    const offerId = await world.offer({ merchant, pricePoints: 5 });
    expect(await redeem(clerk, offerId)).toMatchObject({ status: 409, code: 'own-merchant' });
  });
});

describe('a voucher', () => {
  const voucher = async (given: { points?: number; voucherMinutes?: number; stock?: number } = {}) => {
    const merchant = await world.merchant();
    const resident = await world.resident({ points: given.points ?? 20 });
    const clerk = await world.person('merchant.clerk', merchant.id);
    const offerId = await world.offer({ merchant, pricePoints: 20, ...given });
    const { body } = await redeem(resident, offerId);
    return { merchant, resident, clerk, offerId, redemptionId: body.id };
  };
  const fulfil = (clerk: Person, redemptionId: string, code: string, key?: string) =>
    world.call(clerk, 'POST /v1/redemptions/{redemptionId}/fulfil', {
      params: { redemptionId },
      body: { voucher: code },
      ...(key ? { key } : {}),
    });

  test('is fulfilled once, however many clerks scan it at once', async () => {
    const { merchant, resident, clerk, redemptionId } = await voucher();
    const owner = await world.person('merchant.owner', merchant.id);
    const code = await voucherOf(resident, redemptionId);
    const answers = await Promise.all(
      [clerk, owner, clerk, owner].map((who) => fulfil(who, redemptionId, code)),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ code }) => code === 'redemption-ended')).toHaveLength(3);
    expect(await world.balance(resident)).toEqual({ available: 0, held: 0, earned: 20, spent: 20 });
  });

  test('answers the same again under the same key', async () => {
    const { resident, clerk, redemptionId } = await voucher();
    const code = await voucherOf(resident, redemptionId);
    const first = await fulfil(clerk, redemptionId, code, 'fulfil-key-once');
    const again = await fulfil(clerk, redemptionId, code, 'fulfil-key-once');
    expect([first.status, again.status]).toEqual([200, 200]);
    expect(again.body).toEqual(first.body);
  });

  test('cancelled gives points and stock back, and can no longer be fulfilled', async () => {
    const { resident, clerk, offerId, redemptionId } = await voucher({ stock: 1 });
    const code = await voucherOf(resident, redemptionId);
    const cancelled = await world.call(resident, 'POST /v1/redemptions/{redemptionId}/cancel', {
      params: { redemptionId },
    });
    expect(cancelled).toMatchObject({
      status: 200,
      body: { status: 'cancelled', balance: { available: 20, held: 0 } },
    });
    const { body } = await world.call(undefined, 'GET /v1/offers/{offerId}', { params: { offerId } });
    expect(body.stockLeft).toBe(1);
    expect(await fulfil(clerk, redemptionId, code)).toMatchObject({ status: 409, code: 'redemption-ended' });
  });

  test('cancelled and fulfilled at once ends in one of the two', async () => {
    for (let round = 0; round < 10; round += 1) {
      const { resident, clerk, redemptionId } = await voucher();
      const code = await voucherOf(resident, redemptionId);
      const answers = await Promise.all([
        world.call(resident, 'POST /v1/redemptions/{redemptionId}/cancel', { params: { redemptionId } }),
        fulfil(clerk, redemptionId, code),
      ]);
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    }
  });

  test('that ran out gives everything back to whoever looks', async () => {
    const { resident, clerk, redemptionId } = await voucher({ stock: 1 });
    const code = await voucherOf(resident, redemptionId);
    await setClock(world.pool, { offsetMs: 31 * 60_000 });
    expect(await fulfil(clerk, redemptionId, code)).toMatchObject({ status: 409 });
    const { body } = await world.call(resident, 'GET /v1/me/points');
    expect(body).toMatchObject({ available: 20, held: 0 });
    const { body: redemption } = await world.call(resident, 'GET /v1/redemptions/{redemptionId}', {
      params: { redemptionId },
    });
    expect(redemption.status).toBe('lapsed');
  });

  test('that ran out stands in nobody’s way', async () => {
    const { resident, offerId } = await voucher({ stock: 1 });
    const neighbour = await world.resident({ points: 20 });
    expect(await redeem(neighbour, offerId)).toMatchObject({ code: 'offer-sold-out' });
    await setClock(world.pool, { offsetMs: 31 * 60_000 });
    expect((await redeem(neighbour, offerId)).status).toBe(201);
    expect(await world.balance(resident)).toMatchObject({ available: 20, held: 0 });
  });

  test('of another redemption, of a shop, or forged fulfils nothing', async () => {
    const one = await voucher();
    const two = await voucher();
    const cases = [
      [await voucherOf(two.resident, two.redemptionId), 'code-wrong-kind'],
      [await world.liveCode(one.merchant), 'code-wrong-kind'],
      ['A'.repeat(32), 'code-invalid'],
    ] as const;
    for (const [code, refusal] of cases) {
      expect(await fulfil(one.clerk, one.redemptionId, code)).toMatchObject({ code: refusal });
    }
    expect(
      await fulfil(two.clerk, one.redemptionId, await voucherOf(one.resident, one.redemptionId)),
    ).toMatchObject({
      status: 403,
    });
  });
});

test('a price that changes later changes nothing of what was promised', async () => {
  const merchant: Merchant = await world.merchant();
  const resident = await world.resident({ points: 40 });
  const owner = await world.person('merchant.owner', merchant.id);
  const offerId = await world.offer({ merchant, pricePoints: 20 });
  const { body } = await redeem(resident, offerId);
  const edited = await world.call(owner, 'PATCH /v1/offers/{offerId}', {
    params: { offerId },
    body: { pricePoints: 90 },
  });
  expect(edited).toMatchObject({ status: 200, body: { status: 'draft', pricePoints: 90 } });
  const fulfilled = await world.call(owner, 'POST /v1/redemptions/{redemptionId}/fulfil', {
    params: { redemptionId: body.id },
    body: { voucher: await voucherOf(resident, body.id) },
  });
  expect(fulfilled).toMatchObject({ status: 200, body: { points: 20 } });
});
