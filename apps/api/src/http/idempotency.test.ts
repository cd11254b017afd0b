import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { databaseDigest } from '../testing/database-digest.ts';
import { endpoints, type FreeHand, freeHand } from '../testing/free-hand.ts';
import { createWorld, type Person, type World } from '../testing/world.ts';
import { digestOfRequest } from './idempotency.ts';

let world: World;
let hand: FreeHand;
beforeAll(async () => {
  world = await createWorld();
  hand = await freeHand(world);
});
afterEach(async () => {
  expect(await world.ledgerDifferences()).toEqual([]);
});
afterAll(() => world[Symbol.asyncDispose]());

const redeem = (who: Person, offerId: string, key: string) =>
  world.call(who, 'POST /v1/redemptions', { body: { offerId }, key });

describe('every request that changes something', () => {
  const changing = endpoints.filter(([, { idempotent }]) => idempotent);

  test.each(changing)('%s: needs a key of the right form', async (key) => {
    const before = await databaseDigest(world.pool);
    for (const missing of [null, '']) {
      expect(await hand.call(key, { key: missing })).toMatchObject({
        status: 400,
        code: 'idempotency-key-missing',
      });
    }
    for (const malformed of [
      'short-7',
      'x'.repeat(65),
      'with space',
      'with,comma',
      'ümlauts-in-it',
      'slash/slash',
      "quote'quote",
    ]) {
      expect(await hand.call(key, { key: malformed }), malformed).toMatchObject({
        status: 400,
        code: 'idempotency-key-invalid',
      });
    }
    const { sessions: _, ...after } = await databaseDigest(world.pool);
    expect(before).toMatchObject(
      Object.fromEntries(Object.entries(after).filter(([table]) => !table.endsWith('sessions'))),
    );
  });
});

describe('a key', () => {
  test('of 8 to 64 characters stands for one act', async () => {
    const resident = await world.resident({ points: 10 });
    const offerId = await world.offer({ merchant: await world.merchant(), pricePoints: 5 });
    for (const key of ['8-chars_', 'x'.repeat(64)]) {
      const [first, again] = [await redeem(resident, offerId, key), await redeem(resident, offerId, key)];
      expect([first.status, again.status]).toEqual([201, 201]);
      expect(again.body).toEqual(first.body);
    }
    expect(await world.balance(resident)).toMatchObject({ available: 0, held: 10 });
  });

  test('is the own of each person', async () => {
    const offerId = await world.offer({ merchant: await world.merchant(), pricePoints: 5 });
    const [one, two] = [await world.resident({ points: 5 }), await world.resident({ points: 5 })];
    const answers = [await redeem(one, offerId, 'same-words'), await redeem(two, offerId, 'same-words')];
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(2);
  });

  test('stands for no other body, path or endpoint, whichever way each is carried out', async () => {
    const merchant = await world.merchant();
    const owner = await world.person('merchant.owner', merchant.id);
    const admin = await world.person('association.admin', merchant.associationId);
    const [one, two] = [
      await world.offer({ merchant, pricePoints: 5, status: 'submitted' }),
      await world.offer({ merchant, pricePoints: 5, status: 'submitted' }),
    ];
    const key = 'used-for-approving';
    const approve = (offerId: string) =>
      world.call(admin, 'POST /v1/offers/{offerId}/approve', { params: { offerId }, key });
    expect((await approve(one)).status).toBe(200);
    expect((await approve(one)).status).toBe(200);
    const reused = { status: 422, code: 'idempotency-key-reused' };
    expect(await approve(two)).toMatchObject(reused);
    expect(
      await world.call(admin, 'POST /v1/offers/{offerId}/withdraw', {
        params: { offerId: one },
        body: { reason: '缺货' },
        key,
      }),
    ).toMatchObject(reused);
    expect(await redeem(admin, one, key)).toMatchObject(reused);
    const code = await world.liveCode(await world.merchant());
    expect(await world.call(admin, 'POST /v1/check-ins', { body: { code }, key })).toMatchObject(reused);
    const draft = (title: string) =>
      world.call(owner, 'POST /v1/merchants/{merchantId}/offers', {
        params: { merchantId: merchant.id },
        body: { title, pricePoints: 1 },
        key,
      });
    expect((await draft('甲乙')).status).toBe(201);
    expect(await draft('丙丁')).toMatchObject(reused);
  });

  test('of a refusal is free again: what was refused is decided anew', async () => {
    const merchant = await world.merchant();
    const offerId = await world.offer({ merchant, pricePoints: 5, stock: 0 });
    const resident = await world.resident({ points: 5 });
    expect((await redeem(resident, offerId, 'try-and-try-again')).code).toBe('offer-sold-out');
    await world.pool.query('update offers set stock_left = 1, stock_total = 1 where id = $1', [offerId]);
    expect((await redeem(resident, offerId, 'try-and-try-again')).status).toBe(201);
    await world.pool.query('update offers set price_points = 9 where id = $1', [offerId]);
    expect((await redeem(resident, offerId, 'try-and-try-again')).body).toMatchObject({ points: 5 });

    const admin = await world.person('association.admin', merchant.associationId);
    const other = await world.offer({ merchant, pricePoints: 5, status: 'draft' });
    const approve = () =>
      world.call(admin, 'POST /v1/offers/{offerId}/approve', {
        params: { offerId: other },
        key: 'approve-in-the-end',
      });
    expect((await approve()).code).toBe('offer-state-conflict');
    await world.pool.query(`update offers set status = 'submitted' where id = $1`, [other]);
    expect((await approve()).status).toBe(200);
  });

  test('opens nothing for who may no longer', async () => {
    const merchant = await world.merchant();
    const admin = await world.person('association.admin', merchant.associationId);
    const offerId = await world.offer({ merchant, pricePoints: 5, status: 'submitted' });
    const approve = () =>
      world.call(admin, 'POST /v1/offers/{offerId}/approve', { params: { offerId }, key: 'approved-before' });
    expect((await approve()).status).toBe(200);
    await world.pool.query('delete from role_grants where person_id = $1', [admin.id]);
    expect((await approve()).status).toBe(403);
  });

  describe('whose act is out of reach by now', () => {
    /** An offer that was handed in by its owner and is another shop's since, as the next owner's is. */
    async function handedInAndMoved() {
      const [merchant, other] = [await world.merchant(), await world.merchant()];
      const owner = await world.person('merchant.owner', merchant.id);
      const offerId = await world.offer({ merchant, pricePoints: 5, status: 'draft' });
      const handIn = (person: Person, key: string, id = offerId) =>
        world.call(person, 'POST /v1/offers/{offerId}/submit', { params: { offerId: id }, key });
      const first = await handIn(owner, 'handed-in-before');
      expect(first.status).toBe(200);
      await world.pool.query('update offers set merchant_id = $2 where id = $1', [offerId, other.id]);
      return { owner, offerId, first, handIn, other };
    }

    test('brings the answer that was given to whoever gave it, and does nothing', async () => {
      const { owner, offerId, first, handIn } = await handedInAndMoved();
      await world.pool.query(`update offers set status = 'draft' where id = $1`, [offerId]);
      const again = await handIn(owner, 'handed-in-before');
      expect([again.status, again.body]).toEqual([200, first.body]);
      const { rows } = await world.pool.query('select status from offers where id = $1', [offerId]);
      expect(rows).toEqual([{ status: 'draft' }]);
    });

    test('brings nothing to another key, another thing or another person', async () => {
      const { owner, handIn, other } = await handedInAndMoved();
      expect((await handIn(owner, 'never-sent-before')).status).toBe(403);
      const elsewhere = await world.offer({ merchant: other, pricePoints: 5, status: 'draft' });
      expect((await handIn(owner, 'handed-in-before', elsewhere)).status).toBe(403);
      const stranger = await world.person('merchant.owner', (await world.merchant()).id);
      expect((await handIn(stranger, 'handed-in-before')).status).toBe(403);
    });

    test('brings nothing to who has no such role any more', async () => {
      const { owner, handIn } = await handedInAndMoved();
      await world.pool.query('delete from role_grants where person_id = $1', [owner.id]);
      expect((await handIn(owner, 'handed-in-before')).status).toBe(403);
    });
  });

  test('that another act under way has taken waits for it, and is then told', async () => {
    const resident = await world.resident({ points: 5 });
    const offerId = await world.offer({ merchant: await world.merchant(), pricePoints: 5 });
    const taking = await world.pool.connect();
    await taking.query('begin');
    await taking.query(
      `insert into idempotency_keys (person_id, key, request_digest, status, body, at)
        values ($1, 'taken-meanwhile', $2, 200, '{}', street_now())`,
      [resident.id, digestOfRequest('POST /v1/offers/{offerId}/submit', {}, {})],
    );
    const answers = Promise.all([redeem(resident, offerId, 'taken-meanwhile')]);
    await vi.waitFor(async () => {
      const { rows } = await world.pool.query(
        `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      );
      expect(rows).toHaveLength(1);
    });
    await taking.query('commit');
    taking.release();
    expect(await answers).toMatchObject([{ status: 422, code: 'idempotency-key-reused' }]);
    expect(await world.balance(resident)).toMatchObject({ available: 5, held: 0 });
  });

  test('twice in one moment for two different things does one of them', async () => {
    const resident = await world.resident({ points: 20 });
    const merchant = await world.merchant();
    const [one, two] = [
      await world.offer({ merchant, pricePoints: 5 }),
      await world.offer({ merchant, pricePoints: 6 }),
    ];
    const answers = await Promise.all(
      [one, two, one, two].map((offerId) => redeem(resident, offerId, 'two-things-at-once')),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 201, 422, 422]);
    expect((await world.balance(resident)).held).toBeLessThanOrEqual(6);
  });
});
