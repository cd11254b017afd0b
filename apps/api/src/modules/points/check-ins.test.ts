import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { resetClock, setClock } from '../../testing/clock.ts';
import { createWorld, type Person, type World } from '../../testing/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterEach(async () => {
  await resetClock(world.pool);
  expect(await world.ledgerDifferences()).toEqual([]);
});
afterAll(() => world[Symbol.asyncDispose]());

const checkIn = (
  person: Person,
  code: string,
  more: { key?: string; location?: { latitude: number; longitude: number } } = {},
) =>
  world.call(person, 'POST /v1/check-ins', {
    body: { code, ...(more.location ? { location: more.location } : {}) },
    ...(more.key ? { key: more.key } : {}),
  });

test('pays what the rule of the association says, and the shop hears of it', async () => {
  const merchant = await world.merchant({ association: await world.association({ pointsPerCheckIn: 9 }) });
  const resident = await world.resident();
  const answer = await checkIn(resident, await world.liveCode(merchant));
  expect(answer.status).toBe(201);
  expect(answer.body).toMatchObject({
    merchantId: merchant.id,
    points: 9,
    balance: { available: 9, held: 0 },
  });

  const clerk = await world.person('merchant.clerk', merchant.id);
  const list = await world.call(clerk, 'GET /v1/merchants/{merchantId}/check-ins', {
    params: { merchantId: merchant.id },
  });
  expect(list.body.items).toMatchObject([{ id: answer.body.id, points: 9 }]);
  const entries = await world.call(resident, 'GET /v1/me/points/entries');
  expect(entries.body.items).toMatchObject([{ kind: 'check-in', change: 9, merchantId: merchant.id }]);
});

test('once per merchant and local day, on both sides of midnight', async () => {
  const merchant = await world.merchant();
  const resident = await world.resident();
  await setClock(world.pool, new Date('2026-12-05T15:59:59.999Z'));
  const lateCode = await world.liveCode(merchant);
  expect((await checkIn(resident, lateCode)).status).toBe(201);
  expect(await checkIn(resident, lateCode)).toMatchObject({ status: 409, code: 'already-checked-in' });
  await setClock(world.pool, new Date('2026-12-05T16:00:00Z'));
  expect((await checkIn(resident, lateCode)).status).toBe(201);
  expect(await checkIn(resident, lateCode)).toMatchObject({ code: 'already-checked-in' });
  const days = await world.pool.query('select local_day from check_ins where person_id = $1 order by id', [
    resident.id,
  ]);
  expect(days.rows).toEqual([{ local_day: '2026-12-05' }, { local_day: '2026-12-06' }]);
});

test('50 at once at one shop is one; through two processes too', async () => {
  const merchant = await world.merchant();
  const resident = await world.resident();
  const code = await world.liveCode(merchant);
  const other = await world.anotherApp();
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, index) =>
      world.call(resident, 'POST /v1/check-ins', { body: { code }, app: index % 2 ? other : world.app }),
    ),
  );
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
  expect(answers.filter(({ code }) => code === 'already-checked-in')).toHaveLength(49);
});

test('pays for so many shops a day and no more', async () => {
  const association = await world.association({ paidCheckInsPerDay: 2 });
  const resident = await world.resident();
  const answers = [];
  for (let shop = 0; shop < 3; shop += 1) {
    answers.push(await checkIn(resident, await world.liveCode(await world.merchant({ association }))));
  }
  expect(answers.map(({ status }) => status)).toEqual([201, 201, 409]);
  expect(answers[2]).toMatchObject({ code: 'daily-limit-reached', problem: { limit: 2 } });
});

test('the budget of the period is never overdrawn by many at once, and the next period begins anew', async () => {
  const association = await world.association({ pointsPerCheckIn: 8, budgetPoints: 20, budgetPeriod: 'day' });
  const merchant = await world.merchant({ association });
  const residents = await Promise.all(Array.from({ length: 30 }, () => world.resident()));
  await setClock(world.pool, new Date('2026-12-05T04:00:00Z'));
  const code = await world.liveCode(merchant);
  const other = await world.anotherApp();
  const answers = await Promise.all(
    residents.map((resident, index) =>
      world.call(resident, 'POST /v1/check-ins', { body: { code }, app: index % 2 ? other : world.app }),
    ),
  );
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(2);
  expect(answers.filter(({ code }) => code === 'budget-exhausted')).toHaveLength(28);

  await setClock(world.pool, new Date('2026-12-06T04:00:00Z'));
  const late = residents[answers.findIndex(({ status }) => status === 409)] as Person;
  expect((await checkIn(late, await world.liveCode(merchant))).status).toBe(201);
});

test('staff earn nothing at their own shop', async () => {
  const merchant = await world.merchant();
  for (const role of ['merchant.owner', 'merchant.clerk'] as const) {
    const staff = await world.person(role, merchant.id);
    expect(await checkIn(staff, await world.liveCode(merchant))).toMatchObject({
      status: 409,
      code: 'own-merchant',
    });
  }
});

test('a poster pays nothing unless the rule allows it inside the fence', async () => {
  const here = { latitude: 30.213, longitude: 115.075 };
  const resident = await world.resident();
  const strict = await world.merchant(here);
  expect(await checkIn(resident, world.codes.standing('merchant-poster', strict.number))).toMatchObject({
    code: 'live-code-required',
  });

  const association = await world.association({ posterPays: true, fenceRadiusM: 100 });
  const lenient = await world.merchant({ association, ...here });
  const poster = world.codes.standing('merchant-poster', lenient.number);
  expect(await checkIn(resident, poster)).toMatchObject({ code: 'location-required' });
  const away = await checkIn(resident, poster, { location: { latitude: 30.223, longitude: 115.075 } });
  expect(away).toMatchObject({ code: 'outside-fence' });
  expect(away.problem['distanceM']).toBeGreaterThan(1000);
  expect((await checkIn(resident, poster, { location: here })).status).toBe(201);
});

test('a code lives for its step and one of grace, and not before', async () => {
  const merchant = await world.merchant();
  await setClock(world.pool, new Date('2026-12-05T04:00:29Z'));
  const code = await world.liveCode(merchant);
  await setClock(world.pool, new Date('2026-12-05T03:59:59Z'));
  expect(await checkIn(await world.resident(), code)).toMatchObject({ code: 'code-expired' });
  await setClock(world.pool, new Date('2026-12-05T04:00:59Z'));
  expect((await checkIn(await world.resident(), code)).status).toBe(201);
  await setClock(world.pool, new Date('2026-12-05T04:01:00Z'));
  expect(await checkIn(await world.resident(), code)).toMatchObject({ status: 422, code: 'code-expired' });
});

test('accepts the URL and the bare characters; refuses what this street did not seal', async () => {
  const merchant = await world.merchant();
  const url = await world.liveCode(merchant);
  const bare = url.split('/').at(-1) ?? '';
  expect((await checkIn(await world.resident(), bare)).status).toBe(201);
  expect((await checkIn(await world.resident(), `  ${url}?from=poster `)).status).toBe(201);
  const resident = await world.resident();
  for (const forged of [
    `${bare.slice(1)}A`,
    'x'.repeat(300),
    'https://elsewhere.example/s/short'.padEnd(40, '-'),
  ]) {
    expect(await checkIn(resident, forged)).toMatchObject({ status: 422, code: 'code-invalid' });
  }
  expect(await world.balance(resident)).toMatchObject({ available: 0 });
});

test('the same key again is the same answer, also after the code has died', async () => {
  const merchant = await world.merchant();
  const resident = await world.resident();
  await setClock(world.pool, new Date('2026-12-05T04:00:00Z'));
  const code = await world.liveCode(merchant);
  const first = await checkIn(resident, code, { key: 'kept-through-a-basement' });
  await setClock(world.pool, new Date('2026-12-05T05:00:00Z'));
  const again = await checkIn(resident, code, { key: 'kept-through-a-basement' });
  expect([first.status, again.status]).toEqual([201, 201]);
  expect(again.body).toEqual(first.body);
});
