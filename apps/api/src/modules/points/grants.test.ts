import type { Grant } from '@shangju/contracts';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../new-id.ts';
import { resetClock, setClock } from '../../testing/clock.ts';
import {
  type Association,
  createWorld,
  type EarningRule,
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

async function desk(rule: Partial<EarningRule> = {}) {
  const association = await world.association(rule);
  return { association, admin: await world.person('association.admin', association.id) };
}

const grant = (
  admin: Person,
  association: Association,
  body: { personId: string; points: number; reason?: string },
  more: { key?: string; app?: World['app'] } = {},
) =>
  world.call(admin, 'POST /v1/associations/{associationId}/grants', {
    params: { associationId: association.id },
    body: { reason: '帮忙搬凳子', ...body },
    ...more,
  });

const issuedOf = async (admin: Person, association: Association) => {
  const { body } = await world.call(admin, 'GET /v1/associations/{associationId}/earning-rules', {
    params: { associationId: association.id },
  });
  return body.budgetIssued;
};

describe('points by hand', () => {
  test('come out of the budget, and the person reads what for', async () => {
    const { association, admin } = await desk({ budgetPoints: 100 });
    const resident = await world.resident({ name: '周桂英' });
    const { status, body } = await grant(admin, association, {
      personId: resident.id,
      points: 30,
      reason: '义务清扫鱼巷',
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      personId: resident.id,
      personName: '周桂英',
      points: 30,
      reason: '义务清扫鱼巷',
    });
    expect(await world.balance(resident)).toEqual({ available: 30, held: 0, earned: 30, spent: 0 });
    expect(await issuedOf(admin, association)).toBe(30);
    const entries = await world.call(resident, 'GET /v1/me/points/entries');
    expect(entries.body.items).toMatchObject([
      { kind: 'grant', change: 30, title: '商会发放：义务清扫鱼巷', merchantId: null },
    ]);
  });

  test('count against the same budget as check-ins, whole or not at all', async () => {
    const { association, admin } = await desk({ budgetPoints: 20, pointsPerCheckIn: 8 });
    const merchant = await world.merchant({ association });
    const resident = await world.resident();
    await world.call(resident, 'POST /v1/check-ins', { body: { code: await world.liveCode(merchant) } });
    expect(await grant(admin, association, { personId: resident.id, points: 13 })).toMatchObject({
      status: 409,
      code: 'budget-exhausted',
    });
    expect((await grant(admin, association, { personId: resident.id, points: 12 })).status).toBe(201);
    expect(await grant(admin, association, { personId: resident.id, points: 1 })).toMatchObject({
      code: 'budget-exhausted',
    });
    const neighbour = await world.resident();
    const checkIn = await world.call(neighbour, 'POST /v1/check-ins', {
      body: { code: await world.liveCode(merchant) },
    });
    expect(checkIn).toMatchObject({ code: 'budget-exhausted' });
    expect(await world.balance(resident)).toMatchObject({ available: 20 });
  });

  test('nobody grants to themselves', async () => {
    const { association, admin } = await desk();
    expect(await grant(admin, association, { personId: admin.id, points: 1 })).toMatchObject({
      status: 409,
      code: 'own-grant',
    });
    const colleague = await world.person('association.admin', association.id);
    expect((await grant(colleague, association, { personId: admin.id, points: 1 })).status).toBe(201);
  });

  test('go to persons that are there', async () => {
    const { association, admin } = await desk();
    const merchant = await world.merchant({ association });
    for (const personId of [newId(), merchant.id, association.id, world.streetId]) {
      expect(await grant(admin, association, { personId, points: 1 })).toMatchObject({
        status: 422,
        code: 'person-unknown',
      });
    }
  });

  test('are whole, positive and not too many, with a reason', async () => {
    const { association, admin } = await desk();
    const { id: personId } = await world.resident();
    for (const wrong of [
      { points: 0 },
      { points: -1 },
      { points: 0.5 },
      { points: 10_001 },
      { reason: '' },
      { reason: '   ' },
      { reason: '长'.repeat(201) },
      { reason: '有\0' },
      { personId: personId.toUpperCase() },
      { personId: 'somebody' },
    ]) {
      const answer = await grant(admin, association, { personId, points: 1, ...wrong });
      expect(answer, JSON.stringify(wrong)).toMatchObject({ status: 400, code: 'validation-failed' });
    }
    expect((await grant(admin, association, { personId, points: 10_000 })).status).toBe(201);
  });

  test('the same key again is the same grant, 20 times at once through two processes too', async () => {
    const { association, admin } = await desk();
    const resident = await world.resident();
    const other = await world.anotherApp();
    const again = () =>
      Array.from({ length: 20 }, (_, index) =>
        grant(
          admin,
          association,
          { personId: resident.id, points: 7 },
          { key: 'grant-just-once', app: index % 2 ? other : world.app },
        ),
      );
    const answers = [...(await Promise.all(again())), ...(await Promise.all(again().slice(0, 2)))];
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(await world.balance(resident)).toMatchObject({ available: 7 });
  });

  test('a key that was refused is decided anew', async () => {
    const { association, admin } = await desk({ budgetPoints: 5 });
    const { id: personId } = await world.resident();
    const ask = () => grant(admin, association, { personId, points: 6 }, { key: 'grant-after-all' });
    expect((await ask()).code).toBe('budget-exhausted');
    await world.pool.query('update earning_rules set budget_points = 6 where association_id = $1', [
      association.id,
    ]);
    expect((await ask()).status).toBe(201);
    expect((await ask()).status).toBe(201);
    expect(await issuedOf(admin, association)).toBe(6);
  });

  test('many at once, with check-ins between, never overdraw the budget', async () => {
    const { association, admin } = await desk({ budgetPoints: 50, pointsPerCheckIn: 8 });
    const merchant = await world.merchant({ association });
    const code = await world.liveCode(merchant);
    const residents = await Promise.all(Array.from({ length: 16 }, () => world.resident()));
    const other = await world.anotherApp();
    const answers = await Promise.all(
      residents.flatMap((resident, index) => {
        const app = index % 2 ? other : world.app;
        return [
          grant(admin, association, { personId: resident.id, points: 7 }, { app }),
          world.call(resident, 'POST /v1/check-ins', { body: { code }, app }),
        ];
      }),
    );
    const paid = answers.flatMap(({ status, body }) => (status === 201 ? [body.points] : []));
    const issued = paid.reduce((sum, points) => sum + points, 0);
    expect(issued).toBeLessThanOrEqual(50);
    expect(issued).toBeGreaterThan(50 - 7);
    expect(await issuedOf(admin, association)).toBe(issued);
    expect(new Set(answers.flatMap(({ code }) => code ?? []))).toEqual(new Set(['budget-exhausted']));
  });

  test('the list is read newest first to its end, one association at a time', async () => {
    const { association, admin } = await desk();
    const elsewhere = await desk();
    const { id: personId } = await world.resident();
    const made: string[] = [];
    for (let count = 0; count < 5; count += 1)
      made.push((await grant(admin, association, { personId, points: 1 })).body.id);
    await grant(elsewhere.admin, elsewhere.association, { personId, points: 1 });

    const seen: Grant[] = [];
    let cursor: string | undefined;
    do {
      const { body } = await world.call(admin, 'GET /v1/associations/{associationId}/grants', {
        params: { associationId: association.id },
        query: { limit: 2, ...(cursor ? { cursor } : {}) },
      });
      seen.push(...body.items);
      cursor = body.nextCursor ?? undefined;
    } while (cursor);
    expect(seen.map(({ id }) => id)).toEqual(made.toReversed());
  });

  test('of the last day of a period are no longer counted in the next', async () => {
    const { association, admin } = await desk({ budgetPoints: 10, budgetPeriod: 'month' });
    const { id: personId } = await world.resident();
    await setClock(world.pool, new Date('2026-11-30T15:59:59Z'));
    expect((await grant(admin, association, { personId, points: 10 })).status).toBe(201);
    expect((await grant(admin, association, { personId, points: 1 })).code).toBe('budget-exhausted');
    await setClock(world.pool, new Date('2026-11-30T16:00:00Z'));
    expect((await grant(admin, association, { personId, points: 10 })).status).toBe(201);
  });
});

describe('finding whom to grant to', () => {
  const find = async (q: string, more: { limit?: number; cursor?: string } = {}) => {
    const { association, admin } = await desk();
    return world.call(admin, 'GET /v1/associations/{associationId}/grantees', {
      params: { associationId: association.id },
      query: { q, ...more },
    });
  };

  test('by part of the name or by the whole number', async () => {
    const [one, two] = [
      await world.resident({ name: '欧阳海棠' }),
      await world.resident({ name: '欧阳春风' }),
    ];
    expect((await find('欧阳')).body.items.map(({ personId }) => personId)).toEqual([one.id, two.id]);
    expect((await find(' 海棠 ')).body.items).toMatchObject([
      { personId: one.id, name: '欧阳海棠', communityName: null },
    ]);
    const [found] = (await find('海棠')).body.items;
    expect((await find(String(found?.number))).body.items).toEqual([found]);
    expect((await find('不在这里')).body.items).toEqual([]);
  });

  test('names the community of the household', async () => {
    const resident = await world.resident({ name: '住在本社区' });
    const householdId = newId();
    await world.pool.query(
      `insert into households (id, community_id, address) values ($1, $2, '鱼巷 8 号')`,
      [householdId, world.communityId],
    );
    await world.pool.query(
      `insert into household_members (household_id, person_id, status, since) values ($2, $1, 'verified', now())`,
      [resident.id, householdId],
    );
    expect((await find('住在本社区')).body.items).toMatchObject([{ communityName: '文化宫社区' }]);
  });

  test('takes what is typed as it is: no pattern, no number too large', async () => {
    await world.resident({ name: '百分%之_百' });
    expect((await find('%')).body.items).toHaveLength(1);
    expect((await find('_')).body.items).toHaveLength(1);
    expect((await find('99999999999999999999')).body.items).toEqual([]);
    expect((await find("' or 1=1 --")).body.items).toEqual([]);
  });

  test('of nothing finds nobody', async () => {
    for (const q of ['', ' ', '　', '字'.repeat(41)])
      expect(await find(q)).toMatchObject({ status: 400, code: 'validation-failed' });
    expect((await find('有\0')).status).toBe(400);
  });

  test('goes on where a page ended', async () => {
    for (let count = 0; count < 5; count += 1) await world.resident({ name: `同名人${count}` });
    const names: string[] = [];
    let cursor: string | undefined;
    do {
      const { body } = await find('同名人', { limit: 2, ...(cursor ? { cursor } : {}) });
      names.push(...body.items.map(({ name }) => name));
      cursor = body.nextCursor ?? undefined;
    } while (cursor);
    expect(names).toEqual([0, 1, 2, 3, 4].map((count) => `同名人${count}`));
  });
});
