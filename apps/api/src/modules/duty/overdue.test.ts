import type { Shift } from '@shangju/contracts';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { must } from '../../must.ts';
import { resetClock, setClock } from '../../testing/clock.ts';
import { createLane, type Lane } from '../../testing/lane.ts';
import { createWorld, type World } from '../../testing/world.ts';
import { noteOverdueShifts, remindOfShifts } from './index.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterEach(async () => {
  await resetClock(world.pool);
  expect(await world.ledgerDifferences()).toEqual([]);
});
afterAll(() => world[Symbol.asyncDispose]());

const DAY = '2026-12-07';
const NEXT = '2026-12-08';
const at = (time: string, day = DAY) => setClock(world.pool, new Date(`${day}T${time}:00+08:00`));

async function laneOfTwoDays(
  given: Parameters<typeof createLane>[1] = {},
): Promise<{ lane: Lane; shifts: Shift[] }> {
  await at('06:00');
  const lane = await createLane(world, given);
  await lane.publish(DAY, NEXT);
  return { lane, shifts: await lane.shifts(DAY, NEXT) };
}

const stored = async (lane: Lane) =>
  (
    await world.pool.query('select status, ended_by from shifts where roster_id = $1 order by starts_at', [
      lane.rosterId,
    ])
  ).rows;

const noticesOf = async (lane: Lane, shift: Shift) => {
  const { body } = await world.call(lane.shop(shift.merchantId).owner, 'GET /v1/me/notices');
  return body.items;
};

describe('time decides', () => {
  test('a shift that nobody began is missed from its end on, noted once, and its shop is told', async () => {
    const { lane, shifts } = await laneOfTwoDays({ shopCount: 4 });
    await at('13:59');
    await noteOverdueShifts(world.pool);
    expect((await stored(lane))[0]).toMatchObject({ status: 'due' });
    await at('14:00');
    const counts = await Promise.all([noteOverdueShifts(world.pool), noteOverdueShifts(world.pool)]);
    expect(counts.toSorted()).toEqual([0, 1]);
    expect((await stored(lane))[0]).toMatchObject({ status: 'missed' });
    expect(await noticesOf(lane, must(shifts[0]))).toMatchObject([{ title: '有一班没有打卡' }]);
  });

  test('whoever looks finds it noted, also when no job runs', async () => {
    const { lane, shifts } = await laneOfTwoDays();
    await at('20:00');
    const shown = await world.call(undefined, 'GET /v1/shifts/{shiftId}', {
      params: { shiftId: must(shifts[0]).id },
    });
    expect(shown.body.status).toBe('missed');
    expect((await stored(lane)).slice(0, 2)).toMatchObject([{ status: 'missed' }, { status: 'missed' }]);
  });

  test('a steward who forgot to check out is let off an hour after the end, and paid', async () => {
    const { lane, shifts } = await laneOfTwoDays({ pointsPerShift: 9 });
    await at('08:00');
    await lane.checkIn(must(shifts[0]));
    await at('14:59');
    await noteOverdueShifts(world.pool);
    expect((await stored(lane))[0]).toMatchObject({ status: 'on-duty' });
    await at('15:00');
    await Promise.all([noteOverdueShifts(world.pool), noteOverdueShifts(world.pool)]);
    expect((await stored(lane))[0]).toMatchObject({ status: 'worked', ended_by: 'time' });
    expect(await world.balance(lane.shop(must(shifts[0]).merchantId).owner)).toMatchObject({ available: 9 });
  });
});

describe('reminders', () => {
  test('come the evening before and half an hour before, once each however often the job runs', async () => {
    const { lane, shifts } = await laneOfTwoDays({ shopCount: 4 });
    const tomorrow = must(shifts[2]);
    const clerk = await world.person('merchant.clerk', tomorrow.merchantId);
    const run = () =>
      Promise.all([remindOfShifts(world.pool), remindOfShifts(world.pool), remindOfShifts(world.pool)]);
    await at('18:59');
    await run();
    expect(await noticesOf(lane, tomorrow)).toEqual([]);
    await at('19:00');
    await run();
    await at('19:01');
    await run();
    expect(await noticesOf(lane, tomorrow)).toMatchObject([
      { title: '明天轮到您值日', text: '鱼巷值日 12月8日周二 08:00 早班。提前 15 分钟就能接班。' },
    ]);
    await at('07:29', NEXT);
    await run();
    expect(await noticesOf(lane, tomorrow)).toHaveLength(1);
    await at('07:30', NEXT);
    await run();
    await run();
    expect((await noticesOf(lane, tomorrow)).map(({ title }) => title)).toEqual([
      '马上轮到您值日',
      '明天轮到您值日',
    ]);
    const clerks = await world.call(clerk, 'GET /v1/me/notices/unread');
    expect(clerks.body.count).toBe(2);
  });

  test('come to whoever has the shift by then', async () => {
    const { lane, shifts } = await laneOfTwoDays({ shopCount: 4 });
    const tomorrow = must(shifts[2]);
    await at('19:00');
    await remindOfShifts(world.pool);
    const taker = must(
      lane.shops.find(({ id }) => !shifts.some((shift) => shift.day === NEXT && shift.merchantId === id)),
    );
    await world.call(lane.admin, 'POST /v1/shifts/{shiftId}/reassign', {
      params: { shiftId: tomorrow.id },
      body: { merchantId: taker.id, reason: '那家停电' },
    });
    await at('19:01');
    await remindOfShifts(world.pool);
    const { body } = await world.call(taker.owner, 'GET /v1/me/notices');
    expect(body.items.map(({ title }) => title)).toEqual(['明天轮到您值日', '商会请您值一班']);
  });
});
