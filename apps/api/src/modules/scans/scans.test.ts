import type { ScanResult } from '@shangju/contracts';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { resetClock, setClock } from '../../testing/clock.ts';
import { databaseDigest } from '../../testing/database-digest.ts';
import { createWorld, type Merchant, type Person, type World } from '../../testing/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterEach(() => resetClock(world.pool));
afterAll(() => world[Symbol.asyncDispose]());

/** Scans, and sees that nothing changed by it. */
async function scan(who: Person, code: string, location?: { latitude: number; longitude: number }) {
  const before = await databaseDigest(world.pool);
  const answer = await world.call(who, 'POST /v1/scans', {
    body: { code, ...(location ? { location } : {}) },
  });
  expect(await databaseDigest(world.pool)).toEqual(before);
  return answer;
}

/** What can be done, each with what stands in its way. */
const actionsOf = ({ actions }: ScanResult) =>
  actions.map(({ act, refusal }) => [act, refusal?.code ?? null]);

describe("a merchant's turning code", () => {
  test('offers a check-in with what it pays, and redeeming', async () => {
    const merchant = await world.merchant({ association: await world.association({ pointsPerCheckIn: 9 }) });
    const { status, body } = await scan(await world.resident(), await world.liveCode(merchant));
    expect(status).toBe(200);
    expect(body).toMatchObject({
      kind: 'merchant',
      merchant: { id: merchant.id, number: merchant.number, open: true },
      redemption: null,
    });
    expect(body.actions).toEqual([
      { act: 'check-in', points: 9, refusal: null },
      { act: 'redeem', points: null, refusal: null },
    ]);
  });

  test('says why a check-in pays nothing now, in the words of the check-in itself', async () => {
    const association = await world.association({ paidCheckInsPerDay: 1 });
    const [one, two] = [await world.merchant({ association }), await world.merchant({ association })];
    const resident = await world.resident();
    await world.call(resident, 'POST /v1/check-ins', { body: { code: await world.liveCode(one) } });
    for (const [merchant, refusal] of [
      [one, 'already-checked-in'],
      [two, 'daily-limit-reached'],
    ] as const) {
      const code = await world.liveCode(merchant);
      const { body } = await scan(resident, code);
      expect(actionsOf(body)).toEqual([
        ['check-in', refusal],
        ['redeem', null],
      ]);
      const { problem } = await world.call(resident, 'POST /v1/check-ins', { body: { code } });
      expect(body.actions[0]?.refusal).toEqual({ code: problem['code'], detail: problem['detail'] });
    }
  });

  test('at the end of the budget says so', async () => {
    const merchant = await world.merchant({ association: await world.association({ budgetPoints: 0 }) });
    const { body } = await scan(await world.resident(), await world.liveCode(merchant));
    expect(actionsOf(body)).toEqual([
      ['check-in', 'budget-exhausted'],
      ['redeem', null],
    ]);
  });

  test('is of no use to its own staff, and staff of another shop are customers', async () => {
    const [merchant, other] = [await world.merchant(), await world.merchant()];
    for (const role of ['merchant.owner', 'merchant.clerk'] as const) {
      const own = await scan(await world.person(role, merchant.id), await world.liveCode(merchant));
      expect(actionsOf(own.body)).toEqual([
        ['check-in', 'own-merchant'],
        ['redeem', 'own-merchant'],
      ]);
      const elsewhere = await scan(await world.person(role, other.id), await world.liveCode(merchant));
      expect(actionsOf(elsewhere.body)).toEqual([
        ['check-in', null],
        ['redeem', null],
      ]);
    }
  });

  test('of a shop that has left refuses everything', async () => {
    const merchant = await world.merchant();
    await world.pool.query(`update merchants set status = 'closed' where id = $1`, [merchant.id]);
    const { body } = await scan(await world.resident(), await world.liveCode(merchant));
    expect(body).toMatchObject({ merchant: { open: false } });
    expect(actionsOf(body)).toEqual([
      ['check-in', 'merchant-closed'],
      ['redeem', 'merchant-closed'],
    ]);
  });

  test('that is stale is a clear problem', async () => {
    const merchant = await world.merchant();
    await setClock(world.pool, new Date('2026-12-05T04:00:00Z'));
    const code = await world.liveCode(merchant);
    await setClock(world.pool, new Date('2026-12-05T04:01:00Z'));
    expect(await scan(await world.resident(), code)).toMatchObject({ status: 422, code: 'code-expired' });
    await setClock(world.pool, new Date('2026-12-05T03:59:59Z'));
    expect(await scan(await world.resident(), code)).toMatchObject({ status: 422, code: 'code-expired' });
  });
});

describe("a merchant's poster", () => {
  const here = { latitude: 30.213, longitude: 115.075 };
  const poster = (merchant: Merchant) => world.codes.standing('merchant-poster', merchant.number);

  test('identifies the shop and asks for the turning code', async () => {
    const merchant = await world.merchant(here);
    const { body } = await scan(await world.resident(), poster(merchant));
    expect(body).toMatchObject({ kind: 'merchant-poster', merchant: { id: merchant.id } });
    expect(actionsOf(body)).toEqual([
      ['check-in', 'live-code-required'],
      ['redeem', null],
    ]);
  });

  test('asks where one is, where the rule lets it pay', async () => {
    const merchant = await world.merchant({
      association: await world.association({ posterPays: true }),
      ...here,
    });
    const resident = await world.resident();
    const checkIn = async (location?: typeof here) =>
      (await scan(resident, poster(merchant), location)).body.actions[0];
    expect((await checkIn())?.refusal?.code).toBe('location-required');
    expect((await checkIn({ latitude: 30.223, longitude: 115.075 }))?.refusal).toEqual({
      code: 'outside-fence',
      detail: expect.stringMatching(/约 \d+ 米/),
    });
    expect(await checkIn(here)).toEqual({ act: 'check-in', points: 8, refusal: null });
  });

  test('never grows old', async () => {
    const merchant = await world.merchant();
    const code = poster(merchant);
    await setClock(world.pool, new Date('2031-12-05T04:00:00Z'));
    expect((await scan(await world.resident(), code)).status).toBe(200);
  });
});

describe('a voucher', () => {
  const hold = async () => {
    const merchant = await world.merchant();
    const resident = await world.resident({ points: 20 });
    const offerId = await world.offer({ merchant, pricePoints: 20 });
    const { body } = await world.call(resident, 'POST /v1/redemptions', { body: { offerId } });
    return { merchant, resident, redemption: body };
  };
  const show = async (resident: Person, redemptionId: string) => {
    const { body } = await world.call(resident, 'GET /v1/redemptions/{redemptionId}/voucher', {
      params: { redemptionId },
    });
    return body.url;
  };

  test('can be fulfilled by the staff of its shop, and shown by its resident', async () => {
    const { merchant, resident, redemption } = await hold();
    const code = await show(resident, redemption.id);
    for (const role of ['merchant.owner', 'merchant.clerk'] as const) {
      const { body } = await scan(await world.person(role, merchant.id), code);
      expect(body).toMatchObject({
        kind: 'voucher',
        merchant: { id: merchant.id },
        redemption: { id: redemption.id, status: 'held' },
      });
      expect(body.actions).toEqual([{ act: 'fulfil', points: 20, refusal: null }]);
    }
    const own = await scan(resident, code);
    expect(own.body.actions).toEqual([{ act: 'show-voucher', points: 20, refusal: null }]);
  });

  test('tells others nothing', async () => {
    const { merchant, resident, redemption } = await hold();
    const code = await show(resident, redemption.id);
    const others = [
      await world.resident(),
      await world.person('merchant.owner', (await world.merchant()).id),
      await world.person('association.admin', merchant.associationId),
      await world.person('inspector', world.streetId),
    ];
    for (const other of others) {
      const answer = await scan(other, code);
      expect(answer).toMatchObject({ status: 403, code: 'code-not-yours' });
      expect(JSON.stringify(answer.problem)).not.toContain(redemption.id);
    }
  });

  test('of its own staff is theirs to show, not to fulfil', async () => {
    const { merchant, resident, redemption } = await hold();
    await world.pool.query(
      `insert into role_grants (person_id, role, place_id) values ($1, 'merchant.clerk', $2)`,
      [resident.id, merchant.id],
    );
    const { body } = await scan(resident, await show(resident, redemption.id));
    expect(actionsOf(body)).toEqual([['show-voucher', null]]);
  });

  test('that has ended says how', async () => {
    const { merchant, resident, redemption } = await hold();
    const clerk = await world.person('merchant.clerk', merchant.id);
    const code = await show(resident, redemption.id);
    await world.call(clerk, 'POST /v1/redemptions/{redemptionId}/fulfil', {
      params: { redemptionId: redemption.id },
      body: { voucher: code },
    });
    const { body } = await scan(clerk, code);
    expect(body).toMatchObject({ redemption: { status: 'fulfilled' } });
    expect(body.actions).toEqual([
      {
        act: 'fulfil',
        points: 20,
        refusal: { code: 'redemption-ended', detail: '这张券已经核销过了，不能再用。' },
      },
    ]);
  });

  test('that ran out says so, whether or not anybody has given it back yet', async () => {
    const { merchant, redemption } = await hold();
    const clerk = await world.person('merchant.clerk', merchant.id);
    await setClock(world.pool, { offsetMs: 31 * 60_000 });
    const { rows } = await world.pool.query<{ now: Date }>('select street_now() as now');
    const fresh = world.codes.turning('voucher', redemption.number, rows[0]?.now ?? new Date());
    expect(actionsOf((await scan(clerk, fresh)).body)).toEqual([['fulfil', 'voucher-expired']]);
  });

  test('turns like the code of the shop', async () => {
    const { merchant, resident, redemption } = await hold();
    const clerk = await world.person('merchant.clerk', merchant.id);
    const code = await show(resident, redemption.id);
    await setClock(world.pool, { offsetMs: 61_000 });
    expect(await scan(clerk, code)).toMatchObject({ status: 422, code: 'code-expired' });
    expect(await show(resident, redemption.id)).not.toBe(code);
  });
});

describe('anything else', () => {
  test('that this street did not seal is no code, however it is dressed', async () => {
    const code = await world.liveCode(await world.merchant());
    const bare = code.split('/').at(-1) ?? '';
    const forgeries = [
      `${bare.slice(0, -1)}${bare.endsWith('A') ? 'B' : 'A'}`,
      `${bare.startsWith('E') ? 'I' : 'E'}${bare.slice(1)}`,
      'x'.repeat(300),
      'https://elsewhere.example/pay?to=somebody',
      `${code}extra`,
      'A'.repeat(32),
      '微信支付微信支付微信支付微信支付微信支付微信支付微信支付微信支付',
    ];
    const resident = await world.resident();
    for (const forged of forgeries) {
      expect(await scan(resident, forged), forged).toMatchObject({ status: 422, code: 'code-invalid' });
    }
  });

  test('that is sealed but means nothing here is no code', async () => {
    const now = new Date();
    const resident = await world.resident();
    for (const code of [
      world.codes.turning('merchant', 4_000_000, now),
      world.codes.turning('voucher', 4_000_000, now),
      world.codes.standing('merchant-poster', 4_000_000),
      world.codes.turning('sign-in', 4_000_000, now),
      world.codes.standing('resident-card', 1),
    ]) {
      expect(await scan(resident, code)).toMatchObject({ status: 422, code: 'code-invalid' });
    }
  });

  test('too short or too long is not even read', async () => {
    const resident = await world.resident();
    for (const code of ['', 'short', 'x'.repeat(301)]) {
      expect(await scan(resident, code)).toMatchObject({ status: 400, code: 'validation-failed' });
    }
  });

  test('is read as scanned from a screen of any host, and as typed in groups', async () => {
    const merchant = await world.merchant();
    const bare = (await world.liveCode(merchant)).split('/').at(-1) ?? '';
    const groups = bare.match(/.{4}/g)?.join(' ') ?? '';
    for (const code of [
      bare,
      groups,
      ` ${bare}\n`,
      `http://localhost:8080/s/${bare}`,
      `https://old-host.example/s/${bare}?from=wall#top`,
    ]) {
      expect((await scan(await world.resident(), code)).body).toMatchObject({
        merchant: { id: merchant.id },
      });
    }
  });
});
