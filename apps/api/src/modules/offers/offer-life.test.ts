import type { BodyOf, Contracts, Offer } from '@shangju/contracts';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { resetClock, setClock } from '../../testing/clock.ts';
import { createWorld, type Merchant, type Person, type World } from '../../testing/world.ts';

let world: World;
let merchant: Merchant;
let owner: Person;
let admin: Person;
let stranger: Person;
beforeAll(async () => {
  world = await createWorld();
  merchant = await world.merchant();
  owner = await world.person('merchant.owner', merchant.id);
  admin = await world.person('association.admin', merchant.associationId);
  stranger = await world.resident();
});
afterEach(async () => {
  await resetClock(world.pool);
  expect(await world.ledgerDifferences()).toEqual([]);
});
afterAll(() => world[Symbol.asyncDispose]());

type NewOffer = BodyOf<Contracts['POST /v1/merchants/{merchantId}/offers']>;
const draft = (more: Partial<NewOffer> = {}, key?: string) =>
  world.call(owner, 'POST /v1/merchants/{merchantId}/offers', {
    params: { merchantId: merchant.id },
    body: { title: '老字号免费修鞋', pricePoints: 20, ...more },
    ...(key ? { key } : {}),
  });
const edit = (offerId: string, body: BodyOf<Contracts['PATCH /v1/offers/{offerId}']>) =>
  world.call(owner, 'PATCH /v1/offers/{offerId}', { params: { offerId }, body });
const see = (who: Person | undefined, offerId: string) =>
  world.call(who, 'GET /v1/offers/{offerId}', { params: { offerId } });

const acts = {
  submit: (offerId: string) => world.call(owner, 'POST /v1/offers/{offerId}/submit', { params: { offerId } }),
  approve: (offerId: string) =>
    world.call(admin, 'POST /v1/offers/{offerId}/approve', { params: { offerId } }),
  reject: (offerId: string, reason = '价格太高，请再想想') =>
    world.call(admin, 'POST /v1/offers/{offerId}/reject', { params: { offerId }, body: { reason } }),
  withdraw: (offerId: string, reason = '材料缺货') =>
    world.call(admin, 'POST /v1/offers/{offerId}/withdraw', { params: { offerId }, body: { reason } }),
};

describe('the life of an offer', () => {
  test('goes from a draft over the association onto the street', async () => {
    const { status, body: drafted } = await draft({ description: ' 每天十双 ', title: ' 免费修鞋 ' });
    expect(status).toBe(201);
    expect(drafted).toMatchObject({
      status: 'draft',
      title: '免费修鞋',
      description: '每天十双',
      stockLeft: null,
      limitPerPerson: null,
      limitPeriod: 'ever',
      voucherMinutes: 30,
      availableFrom: null,
      availableUntil: null,
      reason: null,
      available: false,
    });
    expect((await see(stranger, drafted.id)).status).toBe(404);

    expect((await acts.submit(drafted.id)).body).toMatchObject({ status: 'submitted', available: false });
    expect((await see(stranger, drafted.id)).status).toBe(404);
    expect((await see(admin, drafted.id)).body.status).toBe('submitted');

    expect((await acts.approve(drafted.id)).body).toMatchObject({ status: 'approved', available: true });
    expect((await see(undefined, drafted.id)).body).toMatchObject({ status: 'approved', available: true });
  });

  test('comes back with a reason, is changed and handed in again', async () => {
    const { body: offer } = await draft();
    await acts.submit(offer.id);
    expect((await acts.reject(offer.id, ' 请写清楚几双 ')).body).toMatchObject({
      status: 'rejected',
      reason: '请写清楚几双',
    });
    expect(await acts.submit(offer.id)).toMatchObject({
      status: 409,
      code: 'offer-state-conflict',
      problem: { offerStatus: 'rejected' },
    });

    expect((await edit(offer.id, { description: '每天十双' })).body).toMatchObject({
      status: 'draft',
      reason: null,
    });
    expect((await acts.submit(offer.id)).body.status).toBe('submitted');
    expect((await acts.approve(offer.id)).body).toMatchObject({ status: 'approved', reason: null });
  });

  test('ends when the association takes it off the street; vouchers stay good', async () => {
    const offerId = await world.offer({ merchant, pricePoints: 20 });
    const resident = await world.resident({ points: 40 });
    const { body: held } = await world.call(resident, 'POST /v1/redemptions', { body: { offerId } });
    expect((await acts.withdraw(offerId)).body).toMatchObject({
      status: 'withdrawn',
      reason: '材料缺货',
      available: false,
    });
    expect((await see(resident, offerId)).body).toMatchObject({ status: 'withdrawn', available: false });
    const again = await world.call(resident, 'POST /v1/redemptions', { body: { offerId } });
    expect(again).toMatchObject({ status: 409, code: 'offer-not-available' });

    const voucher = await world.call(resident, 'GET /v1/redemptions/{redemptionId}/voucher', {
      params: { redemptionId: held.id },
    });
    const fulfilled = await world.call(owner, 'POST /v1/redemptions/{redemptionId}/fulfil', {
      params: { redemptionId: held.id },
      body: { voucher: voucher.body.url },
    });
    expect(fulfilled.status).toBe(200);
  });

  const ALLOWED: Record<keyof typeof acts, Offer['status']> = {
    submit: 'draft',
    approve: 'submitted',
    reject: 'submitted',
    withdraw: 'approved',
  };
  test.each(Object.entries(ALLOWED) as [keyof typeof acts, Offer['status']][])(
    '%s is for an offer that is %s only, and a refusal changes nothing',
    async (act, allowed) => {
      for (const status of ['draft', 'submitted', 'approved', 'rejected', 'withdrawn'] as const) {
        const offerId = await world.offer({ merchant, pricePoints: 20, status });
        const before = await see(admin, offerId);
        const answer = await acts[act](offerId);
        if (status === allowed) {
          expect(answer.status).toBe(200);
          continue;
        }
        expect(answer).toMatchObject({
          status: 409,
          code: 'offer-state-conflict',
          problem: { offerStatus: status },
        });
        expect((await see(admin, offerId)).body).toEqual(before.body);
      }
    },
  );

  test('approved and rejected at once ends in one of the two', async () => {
    for (let round = 0; round < 5; round += 1) {
      const offerId = await world.offer({ merchant, pricePoints: 20, status: 'submitted' });
      const answers = await Promise.all([acts.approve(offerId), acts.reject(offerId)]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    }
  });

  test('an offer edited while it is looked at is not approved unread', async () => {
    for (let round = 0; round < 5; round += 1) {
      const offerId = await world.offer({ merchant, pricePoints: 20, status: 'submitted' });
      const [, approved] = await Promise.all([edit(offerId, { pricePoints: 900 }), acts.approve(offerId)]);
      const { body } = await see(owner, offerId);
      // Whoever came first: what stands at 900 points was approved by nobody.
      expect(body).toMatchObject({ status: 'draft', pricePoints: 900 });
      expect([200, 409]).toContain(approved.status);
    }
  });

  test('the same key drafts once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => draft({ title: '一次就好' }, 'draft-just-once')),
    );
    expect(new Set(answers.map(({ status, body }) => `${status} ${body.id}`)).size).toBe(1);
    const { rows } = await world.pool.query(`select count(*) from offers where title = '一次就好'`);
    expect(rows).toEqual([{ count: 1 }]);
  });
});

describe('editing', () => {
  test('price, title, limit and period of an approved offer ask for approval again', async () => {
    for (const change of [
      { pricePoints: 21 },
      { title: '修鞋' },
      { description: '另写' },
      { limitPerPerson: 2 },
      { limitPeriod: 'day' },
      { voucherMinutes: 60 },
      { stockLeft: 3, pricePoints: 21 },
    ] as const) {
      const offerId = await world.offer({ merchant, pricePoints: 20 });
      const { status, body } = await edit(offerId, change);
      expect(status).toBe(200);
      expect(body).toMatchObject({ status: 'draft', ...change });
      expect((await see(stranger, offerId)).status).toBe(404);
    }
  });

  test('stock and times of an approved offer take effect at once', async () => {
    const offerId = await world.offer({ merchant, pricePoints: 20 });
    expect((await edit(offerId, { stockLeft: 0 })).body).toMatchObject({
      status: 'approved',
      stockLeft: 0,
      available: false,
    });
    expect((await edit(offerId, { stockLeft: 5 })).body).toMatchObject({
      status: 'approved',
      stockLeft: 5,
      available: true,
    });
    const { body } = await edit(offerId, {
      availableFrom: '2030-01-01T00:00:00+08:00',
      availableUntil: '2030-02-01T00:00:00+08:00',
    });
    expect(body).toMatchObject({
      status: 'approved',
      available: false,
      availableFrom: '2029-12-31T16:00:00.000Z',
    });
    expect((await edit(offerId, { availableFrom: null })).body).toMatchObject({
      available: true,
      availableFrom: null,
    });
  });

  test('what is the same as before is no change, spaces around it included', async () => {
    const offerId = await world.offer({ merchant, pricePoints: 20, stock: 4 });
    const { body: before } = await see(owner, offerId);
    const { title, description, pricePoints, stockLeft } = before;
    for (const same of [
      {},
      { pricePoints, stockLeft },
      { title: ` ${title} `, description: ` ${description} ` },
    ]) {
      expect((await edit(offerId, same)).body).toEqual(before);
    }
  });

  test('a submitted offer is taken back by an edit, and kept by its stock', async () => {
    const offerId = await world.offer({ merchant, pricePoints: 20, status: 'submitted' });
    expect((await edit(offerId, { stockLeft: 3 })).body.status).toBe('submitted');
    expect((await edit(offerId, { title: '另一个名字' })).body.status).toBe('draft');
  });

  test('a rejected offer keeps its reason until more than its stock is changed', async () => {
    const offerId = await world.offer({ merchant, pricePoints: 20, status: 'submitted' });
    await acts.reject(offerId, '太贵');
    expect((await edit(offerId, { stockLeft: 3 })).body).toMatchObject({
      status: 'rejected',
      reason: '太贵',
    });
    expect((await edit(offerId, { pricePoints: 10 })).body).toMatchObject({ status: 'draft', reason: null });
  });

  test('refuses times that are the wrong way round, also against the one that stays', async () => {
    const [morning, evening] = ['2026-12-05T08:00:00Z', '2026-12-05T20:00:00Z'];
    expect(await draft({ availableFrom: evening, availableUntil: morning })).toMatchObject({
      status: 422,
      code: 'offer-times-reversed',
    });
    expect(await draft({ availableFrom: morning, availableUntil: morning })).toMatchObject({
      code: 'offer-times-reversed',
    });
    // Later on the clock on the wall, earlier as an instant.
    expect(
      await draft({ availableFrom: morning, availableUntil: '2026-12-05T10:00:00+08:00' }),
    ).toMatchObject({ code: 'offer-times-reversed' });
    const { body } = await draft({ availableFrom: morning, availableUntil: evening });
    expect(await edit(body.id, { availableFrom: '2026-12-06T00:00:00Z' })).toMatchObject({
      code: 'offer-times-reversed',
    });
    expect(await edit(body.id, { availableUntil: '2026-12-05T07:00:00Z' })).toMatchObject({
      code: 'offer-times-reversed',
    });
    // No instant, and PostgreSQL would make one of it.
    expect(await edit(body.id, { availableUntil: '2026-06-30T23:59:60Z' })).toMatchObject({
      code: 'offer-times-reversed',
    });
    expect((await see(owner, body.id)).body).toEqual(body);
  });

  test('refuses what is out of bounds, naming the field', async () => {
    const offerId = await world.offer({ merchant, pricePoints: 20 });
    for (const [field, value] of [
      ['pricePoints', 0],
      ['pricePoints', 100_001],
      ['pricePoints', 1.5],
      ['pricePoints', '20'],
      ['pricePoints', null],
      ['stockLeft', -1],
      ['stockLeft', 1_000_001],
      ['limitPerPerson', 0],
      ['limitPeriod', 'decade'],
      ['voucherMinutes', 4],
      ['voucherMinutes', 1441],
      ['title', '字'],
      ['title', '字'.repeat(31)],
      ['title', '   '],
      ['description', '字'.repeat(201)],
      ['availableFrom', 'tomorrow'],
      ['availableFrom', '2026-02-30T00:00:00Z'],
      ['status', 'approved'],
      ['reason', '不'],
    ]) {
      const answer = await edit(offerId, { [String(field)]: value });
      expect(answer, `${field}: ${value}`).toMatchObject({ status: 400, code: 'validation-failed' });
      expect(answer.problem['errors']).toContainEqual(expect.objectContaining({ field }));
    }
    expect((await see(owner, offerId)).body).toMatchObject({ pricePoints: 20, status: 'approved' });
  });

  test('refuses days that no calendar has with a problem, never with an error', async () => {
    expect(await draft({ availableFrom: '0000-01-01T00:00:00Z' })).toMatchObject({
      status: 400,
      code: 'validation-failed',
    });
    expect((await draft({ availableUntil: '9999-12-31T23:59:59Z' })).status).toBe(201);
  });
});

describe('stock that is edited while units are out', () => {
  const redeem = (who: Person, offerId: string) =>
    world.call(who, 'POST /v1/redemptions', { body: { offerId } });
  const cancel = (who: Person, redemptionId: string) =>
    world.call(who, 'POST /v1/redemptions/{redemptionId}/cancel', { params: { redemptionId } });
  const left = async (offerId: string) => (await see(owner, offerId)).body.stockLeft;

  test('counts what is left, whatever is held, and takes back what is cancelled', async () => {
    const offerId = await world.offer({ merchant, pricePoints: 5, stock: 3 });
    const resident = await world.resident({ points: 100 });
    const { body: one } = await redeem(resident, offerId);
    expect((await edit(offerId, { stockLeft: 10 })).body.stockLeft).toBe(10);
    await cancel(resident, one.id);
    expect(await left(offerId)).toBe(11);
    expect((await edit(offerId, { stockLeft: 0 })).body.stockLeft).toBe(0);
    expect((await redeem(resident, offerId)).code).toBe('offer-sold-out');
  });

  test('from no limit to a number, back to none and to a number again', async () => {
    const offerId = await world.offer({ merchant, pricePoints: 5 });
    const resident = await world.resident({ points: 100 });
    const [one, two] = [(await redeem(resident, offerId)).body, (await redeem(resident, offerId)).body];
    await edit(offerId, { stockLeft: 2 });
    expect(await world.ledgerDifferences()).toEqual([]);
    await cancel(resident, one.id);
    expect(await left(offerId)).toBe(3);

    await edit(offerId, { stockLeft: null });
    expect(await world.ledgerDifferences()).toEqual([]);
    await redeem(resident, offerId);
    await cancel(resident, two.id);
    expect(await left(offerId)).toBeNull();

    await edit(offerId, { stockLeft: 0 });
    expect(await world.ledgerDifferences()).toEqual([]);
    expect((await redeem(resident, offerId)).code).toBe('offer-sold-out');
  });

  test('holds that lapse give back to a stock that was set meanwhile', async () => {
    const offerId = await world.offer({ merchant, pricePoints: 5 });
    const resident = await world.resident({ points: 5 });
    await redeem(resident, offerId);
    await edit(offerId, { stockLeft: 0 });
    await setClock(world.pool, { offsetMs: 31 * 60_000 });
    expect((await world.call(resident, 'GET /v1/me/points')).body).toMatchObject({ available: 5, held: 0 });
    expect(await left(offerId)).toBe(1);
  });

  test('stays right while many edits race redemptions and cancellations in two processes', async () => {
    const other = await world.anotherApp();
    const offerId = await world.offer({ merchant, pricePoints: 1, stock: 5 });
    const residents = await Promise.all(Array.from({ length: 8 }, () => world.resident({ points: 10 })));
    const stocks = [3, null, 0, 4, null, 2, 6, 1];
    await Promise.all([
      ...residents.map(async (resident, index) => {
        for (let round = 0; round < 4; round += 1) {
          const { status, body } = await world.call(resident, 'POST /v1/redemptions', {
            body: { offerId },
            app: index % 2 ? other : world.app,
          });
          if (status === 201 && round % 2 === 0) await cancel(resident, body.id);
        }
      }),
      ...stocks.map((stockLeft) => edit(offerId, { stockLeft })),
    ]);
    const { rows } = await world.pool.query(
      `select o.stock_total - o.stock_left = (select count(*) from redemptions r
          where r.offer_id = o.id and r.status in ('held', 'fulfilled')) as agrees from offers o
        where o.id = $1 and o.stock_left is not null`,
      [offerId],
    );
    for (const { agrees } of rows) expect(agrees).toBe(true);
  });
});
