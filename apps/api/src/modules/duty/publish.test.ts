import type { RosterEdit } from '@shangju/contracts';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { must } from '../../must.ts';
import { resetClock, setClock } from '../../testing/clock.ts';
import { createLane, type Lane } from '../../testing/lane.ts';
import { createWorld, type World } from '../../testing/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterEach(() => resetClock(world.pool));
afterAll(() => world[Symbol.asyncDispose]());

const MONDAY = '2026-12-07';
const SUNDAY = '2026-12-13';
const at = (time: string, day = MONDAY) => setClock(world.pool, new Date(`${day}T${time}:00+08:00`));

const publishWith = (
  lane: Lane,
  body: { from: string; to: string },
  more: { app?: World['app']; key?: string } = {},
) =>
  world.call(lane.admin, 'POST /v1/rosters/{rosterId}/publish', {
    params: { rosterId: lane.rosterId },
    body,
    ...more,
  });

const planOf = (lane: Lane, query: { from: string; to: string }) =>
  world.call(lane.admin, 'GET /v1/rosters/{rosterId}/plan', { params: { rosterId: lane.rosterId }, query });

const edit = (lane: Lane, body: RosterEdit) =>
  world.call(lane.admin, 'PATCH /v1/rosters/{rosterId}', { params: { rosterId: lane.rosterId }, body });

const turns = async (lane: Lane, from = MONDAY, to = SUNDAY) =>
  (await lane.shifts(from, to)).map(({ merchantId }) => lane.shops.findIndex(({ id }) => id === merchantId));

describe('publishing', () => {
  test('gives everybody their turn, as the preview said', async () => {
    await at('06:00');
    const lane = await createLane(world, { shopCount: 4 });
    const preview = await planOf(lane, { from: MONDAY, to: SUNDAY });
    expect(preview.body).toMatchObject({ kept: 0 });
    expect(await lane.shifts(MONDAY, SUNDAY)).toEqual([]);

    expect(await lane.publish(MONDAY, SUNDAY)).toEqual({ made: 14, removed: 0, kept: 0 });
    expect(await turns(lane)).toEqual([0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1]);
    const made = await lane.shifts(MONDAY, SUNDAY);
    expect(preview.body.items.map(({ startsAt, merchantId }) => [startsAt, merchantId])).toEqual(
      made.map(({ startsAt, merchantId }) => [startsAt, merchantId]),
    );
    const { body } = await world.call(undefined, 'GET /v1/rosters/{rosterId}', {
      params: { rosterId: lane.rosterId },
    });
    expect(body.publishedUntil).toBe(SUNDAY);
  });

  test('twice at once makes no shift twice; again makes nothing', async () => {
    await at('06:00');
    const lane = await createLane(world);
    const other = await world.anotherApp();
    const days = { from: MONDAY, to: SUNDAY };
    const answers = await Promise.all([
      publishWith(lane, days),
      publishWith(lane, days, { app: other }),
      publishWith(lane, days),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(answers.map(({ body }) => body.made).sort()).toEqual([0, 0, 14]);
    expect(await lane.shifts(MONDAY, SUNDAY)).toHaveLength(14);
    const before = await lane.shifts(MONDAY, SUNDAY);
    expect(await lane.publish(MONDAY, SUNDAY)).toEqual({ made: 0, removed: 0, kept: 14 });
    expect(await lane.shifts(MONDAY, SUNDAY)).toEqual(before);
  });

  test('never touches what was worked, missed, excused, swapped, given to another or is on duty', async () => {
    await at('06:00');
    const lane = await createLane(world, { shopCount: 5 });
    await lane.publish(MONDAY, SUNDAY);
    const all = await lane.shifts(MONDAY, SUNDAY);
    const [worked, missed, onDuty] = all;
    const [excused, reassigned, swapped, asked] = all.slice(6);

    await at('08:00');
    await lane.checkIn(must(worked));
    await at('13:50');
    await world.call(lane.shop(must(worked).merchantId).owner, 'POST /v1/shifts/{shiftId}/check-out', {
      params: { shiftId: must(worked).id },
      body: {},
    });
    await at('08:00', '2026-12-08');
    await lane.checkIn(must(onDuty));
    await world.call(lane.admin, 'POST /v1/shifts/{shiftId}/excuse', {
      params: { shiftId: must(excused).id },
      body: { reason: '家里有喜事' },
    });
    const taker = must(lane.shops.find(({ id }) => id !== must(reassigned).merchantId));
    await world.call(lane.admin, 'POST /v1/shifts/{shiftId}/reassign', {
      params: { shiftId: must(reassigned).id },
      body: { merchantId: taker.id, reason: '店里装修' },
    });
    const ask = async (shift: typeof swapped) =>
      world.call(lane.shop(must(shift).merchantId).owner, 'POST /v1/shifts/{shiftId}/swaps', {
        params: { shiftId: must(shift).id },
        body: { reason: '进货' },
      });
    const swap = await ask(swapped);
    const helper = must(lane.shops.find(({ id }) => id !== must(swapped).merchantId));
    expect(
      await world.call(helper.owner, 'POST /v1/swaps/{swapId}/accept', {
        params: { swapId: swap.body.id },
        body: { merchantId: helper.id },
      }),
    ).toMatchObject({ status: 200, body: { status: 'agreed' } });
    expect((await ask(asked)).status).toBe(201);

    const settled = [worked, missed, onDuty, excused, reassigned, swapped, asked].map(
      (shift) => must(shift).id,
    );
    const before = (await lane.shifts(MONDAY, SUNDAY)).filter(({ id }) => settled.includes(id));
    expect(before.map(({ status }) => status)).toEqual([
      'worked',
      'missed',
      'on-duty',
      'excused',
      'due',
      'due',
      'due',
    ]);

    // Half the members leave and the order turns round: everything else is made anew.
    await edit(lane, {
      members: [lane.shops[4], lane.shops[2]].map((shop) => ({ merchantId: must(shop).id })),
    });
    const again = await lane.publish('2026-12-08', SUNDAY);
    expect(again.removed).toBeGreaterThan(0);
    const after = await lane.shifts(MONDAY, SUNDAY);
    expect(after.filter(({ id }) => settled.includes(id))).toEqual(before);
    expect(after).toHaveLength(14);
    const free = after.filter(({ id, status }) => status === 'due' && !settled.includes(id));
    expect(new Set(free.map(({ merchantId }) => merchantId))).toEqual(
      new Set([lane.shops[4]?.id, lane.shops[2]?.id]),
    );
  });

  test('a part anew keeps the turns even up to the last day published, and makes no day that nobody asked for', async () => {
    await at('06:00');
    const lane = await createLane(world, { shopCount: 3 });
    await lane.publish(MONDAY, '2026-12-09');
    await lane.publish('2026-12-12', SUNDAY);
    const away = { from: '2026-12-08', to: '2026-12-08' };
    await edit(lane, {
      members: lane.shops.map(({ id }, index) => ({ merchantId: id, away: index === 2 ? [away] : [] })),
    });
    await lane.publish('2026-12-08');
    expect(await lane.shifts('2026-12-10', '2026-12-11')).toEqual([]);
    expect(await turns(lane)).toEqual([0, 1, 0, 1, 2, 0, 1, 2, 0, 1]);
  });

  test('of closed days and of weekdays on which it does not run makes nothing', async () => {
    await at('06:00');
    const lane = await createLane(world, { weekdays: [1, 2, 3, 4, 5], closedDays: ['2026-12-09'] });
    expect(await lane.publish(MONDAY, SUNDAY)).toMatchObject({ made: 8 });
    expect(new Set((await lane.shifts(MONDAY, SUNDAY)).map(({ day }) => day))).toEqual(
      new Set([MONDAY, '2026-12-08', '2026-12-10', '2026-12-11']),
    );
  });

  test('of today leaves out what has begun', async () => {
    await at('09:00');
    const lane = await createLane(world);
    expect(await lane.publish(MONDAY)).toMatchObject({ made: 1 });
    expect((await lane.shifts(MONDAY)).map(({ name }) => name)).toEqual(['晚班']);
  });

  test.each([
    [{ from: '2026-12-06', to: SUNDAY }, 'days-past'],
    [{ from: SUNDAY, to: MONDAY }, 'days-invalid'],
    [{ from: MONDAY, to: '2027-03-10' }, 'days-invalid'],
    [{ from: '2029-12-01', to: '2029-12-02' }, 'days-invalid'],
    [{ from: '0000-01-01', to: '0000-01-02' }, 'days-invalid'],
  ])('of %o is refused: %s', async (days, code) => {
    await at('06:00');
    const lane = await createLane(world, { shopCount: 1 });
    expect(await publishWith(lane, days)).toMatchObject({ code });
    expect(await planOf(lane, days)).toMatchObject({ code });
  });
});

describe('a roster', () => {
  test('names shops of its own association, each once, at times that do not overlap', async () => {
    await at('06:00');
    const lane = await createLane(world);
    const stranger = await world.merchant();
    const [first] = lane.shops;
    const members = (...ids: string[]) => ids.map((merchantId) => ({ merchantId }));
    expect(await edit(lane, { members: members(stranger.id) })).toMatchObject({ code: 'member-unknown' });
    expect(await edit(lane, { members: members(must(first).id, must(first).id) })).toMatchObject({
      code: 'validation-failed',
    });
    const overlapping = [
      { name: '早班', startsAt: '08:00', endsAt: '14:00' },
      { name: '晚班', startsAt: '13:00', endsAt: '20:00' },
    ];
    expect(await edit(lane, { shiftTimes: overlapping })).toMatchObject({ code: 'shift-times-overlap' });
    expect(
      await edit(lane, { members: [{ merchantId: must(first).id, away: [{ from: SUNDAY, to: MONDAY }] }] }),
    ).toMatchObject({ code: 'validation-failed' });
  });

  test('is changed in what the edit names, and the log knows who changed what', async () => {
    await at('06:00');
    const lane = await createLane(world);
    await at('07:00');
    const before = (
      await world.call(undefined, 'GET /v1/rosters/{rosterId}', { params: { rosterId: lane.rosterId } })
    ).body;
    const edited = await edit(lane, { name: '鱼巷管家', pointsPerShift: 15, shiftTimes: before.shiftTimes });
    expect(edited.body).toEqual({
      ...before,
      name: '鱼巷管家',
      pointsPerShift: 15,
      updatedAt: edited.body.updatedAt,
    });
    const { rows } = await world.pool.query(
      `select actor_id, act, details from audit_entries where subject = $1 order by number`,
      [`roster/${lane.rosterId}`],
    );
    expect(rows).toMatchObject([
      { act: 'roster.made' },
      {
        actor_id: lane.admin.id,
        act: 'roster.edited',
        details: {
          before: { name: '鱼巷值日', pointsPerShift: 0 },
          after: { name: '鱼巷管家', pointsPerShift: 15 },
        },
      },
    ]);
    expect((await edit(lane, {})).body).toEqual(edited.body);
  });

  test('lists where it belongs', async () => {
    await at('06:00');
    const lane = await createLane(world);
    const { body } = await world.call(undefined, 'GET /v1/associations/{associationId}/rosters', {
      params: { associationId: lane.association.id },
    });
    expect(body.items).toMatchObject([{ id: lane.rosterId, memberCount: 3, publishedUntil: null }]);
  });
});
