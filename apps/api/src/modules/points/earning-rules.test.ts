import type { BodyOf, Contracts } from '@shangju/contracts';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { resetClock, setClock } from '../../testing/clock.ts';
import {
  type Association,
  createWorld,
  type EarningRule,
  type Merchant,
  type Person,
  type World,
} from '../../testing/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterEach(async () => {
  await resetClock(world.pool);
  expect(await world.ledgerDifferences()).toEqual([]);
});
afterAll(() => world[Symbol.asyncDispose]());

type Rules = BodyOf<Contracts['PUT /v1/associations/{associationId}/earning-rules']>;
const RULES: Rules = {
  pointsPerCheckIn: 8,
  paidCheckInsPerDay: 5,
  posterPays: false,
  fenceRadiusM: 100,
  budgetPoints: 1000,
  budgetPeriod: 'month',
};

interface Desk {
  association: Association;
  merchant: Merchant;
  admin: Person;
}
async function desk(rule: Partial<EarningRule> = {}): Promise<Desk> {
  const association = await world.association({ ...RULES, ...rule });
  return {
    association,
    merchant: await world.merchant({ association }),
    admin: await world.person('association.admin', association.id),
  };
}

const read = ({ admin, association }: Desk) =>
  world.call(admin, 'GET /v1/associations/{associationId}/earning-rules', {
    params: { associationId: association.id },
  });
const change = ({ admin, association }: Desk, to: Partial<Rules>) =>
  world.call(admin, 'PUT /v1/associations/{associationId}/earning-rules', {
    params: { associationId: association.id },
    body: { ...RULES, ...to },
  });
const checkIn = async ({ merchant }: Desk, who?: Person) => {
  const resident = who ?? (await world.resident());
  return world.call(resident, 'POST /v1/check-ins', { body: { code: await world.liveCode(merchant) } });
};

test('are read with what of the budget is issued since when', async () => {
  await setClock(world.pool, new Date('2026-12-05T04:00:00Z'));
  const at = await desk();
  expect((await read(at)).body).toMatchObject({ ...RULES, budgetIssued: 0, budgetPeriodStart: '2026-12-01' });
  await checkIn(at);
  expect((await read(at)).body).toMatchObject({ budgetIssued: 8 });
});

test('are changed as a whole, and hold at the next check-in in every process', async () => {
  const at = await desk();
  await checkIn(at);
  const answer = await change(at, { pointsPerCheckIn: 3, fenceRadiusM: 250, posterPays: true });
  expect(answer.status).toBe(200);
  expect(answer.body).toMatchObject({
    pointsPerCheckIn: 3,
    fenceRadiusM: 250,
    posterPays: true,
    budgetIssued: 8,
  });
  expect((await read(at)).body).toEqual(answer.body);
  expect((await checkIn(at)).body.points).toBe(3);
  const shown = await world.call(undefined, 'GET /v1/merchants/{merchantId}', {
    params: { merchantId: at.merchant.id },
  });
  expect(shown.body.pointsPerCheckIn).toBe(3);
  const other = await world.anotherApp();
  const resident = await world.resident();
  const there = await world.call(resident, 'POST /v1/check-ins', {
    app: other,
    body: { code: await world.liveCode(at.merchant) },
  });
  expect(there.body.points).toBe(3);
});

test('change nothing of another association', async () => {
  const [here, there] = [await desk(), await desk()];
  await change(here, { pointsPerCheckIn: 3 });
  expect((await read(there)).body).toMatchObject(RULES);
});

test('keep to their bounds', async () => {
  const at = await desk();
  const before = await read(at);
  for (const wrong of [
    { pointsPerCheckIn: 0 },
    { pointsPerCheckIn: 1001 },
    { pointsPerCheckIn: 2.5 },
    { paidCheckInsPerDay: -1 },
    { paidCheckInsPerDay: 101 },
    { posterPays: 'yes' },
    { fenceRadiusM: 9 },
    { fenceRadiusM: 5001 },
    { budgetPoints: -1 },
    { budgetPoints: 1_000_000_001 },
    { budgetPoints: null },
    { budgetPeriod: 'decade' },
    { budgetIssued: 0 },
    { posterPays: undefined },
  ]) {
    const answer = await change(at, wrong as Partial<Rules>);
    expect(answer, JSON.stringify(wrong)).toMatchObject({ status: 400, code: 'validation-failed' });
  }
  expect((await read(at)).body).toEqual(before.body);
  for (const edge of [
    { pointsPerCheckIn: 1, paidCheckInsPerDay: 0, fenceRadiusM: 10, budgetPoints: 0 },
    { pointsPerCheckIn: 1000, paidCheckInsPerDay: 100, fenceRadiusM: 5000, budgetPoints: 1_000_000_000 },
  ]) {
    expect((await change(at, edge)).body).toMatchObject(edge);
  }
});

test('that pay for no check-in a day refuse the first one', async () => {
  const at = await desk({ paidCheckInsPerDay: 0 });
  expect(await checkIn(at)).toMatchObject({
    status: 409,
    code: 'daily-limit-reached',
    problem: { limit: 0 },
  });
});

describe('the budget', () => {
  test('lowered below what was issued leaves nothing, and raised again the rest', async () => {
    const at = await desk({ budgetPoints: 100 });
    await checkIn(at);
    expect((await change(at, { budgetPoints: 5 })).body).toMatchObject({ budgetPoints: 5, budgetIssued: 8 });
    expect(await checkIn(at)).toMatchObject({ status: 409, code: 'budget-exhausted' });
    await change(at, { budgetPoints: 15 });
    expect((await checkIn(at)).code).toBe('budget-exhausted');
    await change(at, { budgetPoints: 16 });
    expect((await checkIn(at)).status).toBe(201);
    expect((await read(at)).body).toMatchObject({ budgetPoints: 16, budgetIssued: 16 });
    expect((await checkIn(at)).code).toBe('budget-exhausted');
  });

  test.each([
    ['day', '2026-12-09', '2026-12-10T15:59:59Z'],
    ['week', '2026-12-07', '2026-12-13T15:59:59Z'],
    ['month', '2026-12-01', '2026-12-31T15:59:59Z'],
    ['quarter', '2026-10-01', '2026-12-31T15:59:59Z'],
    ['year', '2026-01-01', '2026-12-31T15:59:59Z'],
  ] as const)(
    'of a %s begins on its first local day and ends with its last',
    async (budgetPeriod, start, lastMoment) => {
      const at = await desk({ budgetPeriod, budgetPoints: 8 });
      await setClock(world.pool, new Date(`${start}T04:00:00Z`));
      expect((await checkIn(at)).status).toBe(201);
      expect((await read(at)).body).toMatchObject({ budgetPeriodStart: start, budgetIssued: 8 });
      expect((await checkIn(at)).code).toBe('budget-exhausted');
      if (budgetPeriod !== 'day') {
        await setClock(world.pool, new Date(lastMoment));
        expect((await checkIn(at)).code).toBe('budget-exhausted');
      }
      await setClock(world.pool, new Date(Date.parse(lastMoment) + 1000));
      expect((await read(at)).body.budgetIssued).toBe(0);
      expect((await checkIn(at)).status).toBe(201);
    },
  );

  test('remembers what a month has issued when its period was another one meanwhile', async () => {
    await setClock(world.pool, new Date('2026-12-09T04:00:00Z'));
    const at = await desk({ budgetPoints: 20, budgetPeriod: 'month' });
    await checkIn(at);
    await checkIn(at);
    expect((await checkIn(at)).code).toBe('budget-exhausted');

    expect((await change(at, { budgetPoints: 8, budgetPeriod: 'day' })).body).toMatchObject({
      budgetIssued: 0,
      budgetPeriodStart: '2026-12-09',
    });
    expect((await checkIn(at)).status).toBe(201);
    expect((await checkIn(at)).code).toBe('budget-exhausted');

    expect((await change(at, { budgetPoints: 20, budgetPeriod: 'month' })).body).toMatchObject({
      budgetIssued: 16,
      budgetPeriodStart: '2026-12-01',
    });
    expect(await checkIn(at)).toMatchObject({ status: 409, code: 'budget-exhausted' });
    const resident = await world.resident();
    const grant = await world.call(at.admin, 'POST /v1/associations/{associationId}/grants', {
      params: { associationId: at.association.id },
      body: { personId: resident.id, points: 5, reason: '帮忙' },
    });
    expect(grant).toMatchObject({ status: 409, code: 'budget-exhausted' });
    await change(at, { budgetPoints: 24, budgetPeriod: 'month' });
    expect((await checkIn(at)).status).toBe(201);
    expect((await read(at)).body.budgetIssued).toBe(24);
  });

  test('changed while people check in is never overdrawn', async () => {
    const at = await desk({ budgetPoints: 80 });
    const code = await world.liveCode(at.merchant);
    const residents = await Promise.all(Array.from({ length: 20 }, () => world.resident()));
    const other = await world.anotherApp();
    const [, ...answers] = await Promise.all([
      change(at, { budgetPoints: 40 }),
      ...residents.map((resident, index) =>
        world.call(resident, 'POST /v1/check-ins', { body: { code }, app: index % 2 ? other : world.app }),
      ),
    ]);
    const paid = answers.filter(({ status }) => status === 201).length;
    expect(paid).toBeGreaterThanOrEqual(5);
    expect(paid).toBeLessThanOrEqual(10);
    expect((await read(at)).body.budgetIssued).toBe(paid * 8);
  });
});
