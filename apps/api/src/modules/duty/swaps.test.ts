import type { Shift } from '@shangju/contracts';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { must } from '../../must.ts';
import { resetClock, setClock } from '../../testing/clock.ts';
import { createLane, type Lane, type Shop } from '../../testing/lane.ts';
import { createWorld, type World } from '../../testing/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterEach(() => resetClock(world.pool));
afterAll(() => world[Symbol.asyncDispose]());

const DAY = '2026-12-07';
const LATER = '2026-12-09';
const at = (time: string, day = DAY) => setClock(world.pool, new Date(`${day}T${time}:00+08:00`));

async function laneOfDays(
  given: Parameters<typeof createLane>[1] = {},
): Promise<{ lane: Lane; shifts: Shift[] }> {
  await at('06:00');
  const lane = await createLane(world, given);
  await lane.publish(DAY, LATER);
  return { lane, shifts: await lane.shifts(DAY, LATER) };
}

const ownerOf = (lane: Lane, shift: Shift) => lane.shop(shift.merchantId).owner;

const ask = (lane: Lane, shift: Shift, merchantId?: string) =>
  world.call(ownerOf(lane, shift), 'POST /v1/shifts/{shiftId}/swaps', {
    params: { shiftId: shift.id },
    body: { reason: '孩子开家长会', ...(merchantId === undefined ? {} : { merchantId }) },
  });

const accept = (
  shop: Shop,
  swapId: string,
  { inReturn, merchantId = shop.id, app }: { inReturn?: Shift; merchantId?: string; app?: World['app'] } = {},
) =>
  world.call(shop.owner, 'POST /v1/swaps/{swapId}/accept', {
    params: { swapId },
    body: { merchantId, ...(inReturn ? { inReturnShiftId: inReturn.id } : {}) },
    ...(app ? { app } : {}),
  });

/** Holds what every act on a roster waits for. */
async function lockedRoster({ rosterId }: Lane) {
  const client = await world.pool.connect();
  await client.query('begin');
  await client.query('select from plaques where roster_id = $1 for update', [rosterId]);
  let isHeld = true;
  const release = async () => {
    if (!isHeld) return;
    isHeld = false;
    await client.query('rollback');
    client.release();
  };
  return {
    isWaitedFor: (count: number) =>
      vi.waitFor(async () => {
        const { rows } = await world.pool.query(
          `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
        );
        expect(rows).toHaveLength(count);
      }, 10_000),
    release,
    [Symbol.asyncDispose]: release,
  };
}

const merchants = async (lane: Lane) => (await lane.shifts(DAY, LATER)).map(({ merchantId }) => merchantId);

describe('a swap', () => {
  test('with a shift in return changes both sides in one act, and both shops hear of it', async () => {
    const { lane, shifts } = await laneOfDays();
    const [mine, theirs] = [must(shifts[0]), must(shifts[4])];
    const neighbour = lane.shop(theirs.merchantId);
    const asked = await ask(lane, mine, neighbour.id);
    expect(asked).toMatchObject({
      status: 201,
      body: { status: 'open', askedByMerchantId: mine.merchantId, askedMerchantId: neighbour.id },
    });
    const notices = await world.call(neighbour.owner, 'GET /v1/me/notices');
    expect(notices.body.items).toMatchObject([{ title: '邻居想找人换班' }]);
    const forNeighbour = await world.call(neighbour.owner, 'GET /v1/me/swaps');
    expect(forNeighbour.body.items.map(({ id }) => id)).toEqual([asked.body.id]);

    expect(await accept(neighbour, asked.body.id, { inReturn: theirs })).toMatchObject({
      status: 200,
      body: {
        status: 'agreed',
        takenByMerchantId: neighbour.id,
        inReturn: { id: theirs.id, merchantId: mine.merchantId },
      },
    });
    const after = await lane.shifts(DAY, LATER);
    expect(after[0]).toMatchObject({ id: mine.id, merchantId: neighbour.id, swapped: true });
    expect(after[4]).toMatchObject({ id: theirs.id, merchantId: mine.merchantId, swapped: true });
    const told = await world.call(ownerOf(lane, mine), 'GET /v1/me/notices');
    expect(told.body.items[0]).toMatchObject({ title: '换班成了' });
  });

  test('that is agreed while the old shop begins the shift or offers it again leaves it to the new one', async () => {
    const { lane, shifts } = await laneOfDays();
    const shift = must(shifts[0]);
    const taker = must(lane.shops.find(({ id }) => id !== shift.merchantId));
    const { body } = await ask(lane, shift);
    await at('07:50');
    const backCode = await lane.backCode();

    await using roster = await lockedRoster(lane);
    const agreed = accept(taker, body.id);
    await roster.isWaitedFor(1);
    const begun = lane.checkIn(shift, { code: backCode });
    const askedAgain = ask(lane, shift);
    await roster.isWaitedFor(3);
    await roster.release();

    expect(await agreed).toMatchObject({ status: 200, body: { status: 'agreed' } });
    expect(await begun).toMatchObject({ status: 403, code: 'forbidden' });
    expect(await askedAgain).toMatchObject({ status: 403, code: 'forbidden' });
    const [after] = await lane.shifts(DAY);
    expect(after).toMatchObject({ merchantId: taker.id, status: 'due' });
  });

  test('accepted by two at once goes to one', async () => {
    const { lane, shifts } = await laneOfDays({ shopCount: 4 });
    const shift = must(shifts[3]);
    const { body } = await ask(lane, shift);
    const others = lane.shops.filter(({ id }) => id !== shift.merchantId);
    const other = await world.anotherApp();
    const answers = await Promise.all(
      others.map((shop, index) => accept(shop, body.id, { app: index % 2 ? other : world.app })),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ code }) => code === 'swap-state-conflict')).toHaveLength(2);
    const winner = must(answers.find(({ status }) => status === 200)).body.takenByMerchantId;
    expect((await merchants(lane))[3]).toBe(winner);
  });

  test('is for those who are asked, and not for oneself', async () => {
    const { lane, shifts } = await laneOfDays();
    const [mine, theirs] = [must(shifts[0]), must(shifts[1])];
    const third = must(lane.shops.find(({ id }) => id !== mine.merchantId && id !== theirs.merchantId));
    const { body } = await ask(lane, mine, theirs.merchantId);
    expect(await accept(third, body.id)).toMatchObject({ status: 403 });
    expect(await accept(third, body.id, { merchantId: theirs.merchantId })).toMatchObject({ status: 403 });
    expect(await accept(lane.shop(mine.merchantId), body.id)).toMatchObject({ code: 'own-swap' });
    const stranger = await world.merchant();
    const elsewhere = { ...stranger, owner: await world.person('merchant.owner', stranger.id) };
    expect(await accept(elsewhere, body.id)).toMatchObject({ status: 403 });
    const decline = (shop: Shop) =>
      world.call(shop.owner, 'POST /v1/swaps/{swapId}/decline', { params: { swapId: body.id } });
    expect(await decline(third)).toMatchObject({ status: 403 });
    expect(await decline(lane.shop(theirs.merchantId))).toMatchObject({
      status: 200,
      body: { status: 'declined' },
    });
    expect(await accept(lane.shop(theirs.merchantId), body.id)).toMatchObject({
      code: 'swap-state-conflict',
    });
  });

  test('is asked once at a time, of members, before the shift begins; and can be taken back', async () => {
    const { lane, shifts } = await laneOfDays();
    const mine = must(shifts[0]);
    expect(await ask(lane, mine, mine.merchantId)).toMatchObject({ code: 'member-unknown' });
    const { body } = await ask(lane, mine);
    expect(await ask(lane, mine)).toMatchObject({ code: 'swap-open-already' });
    const withdraw = () =>
      world.call(ownerOf(lane, mine), 'POST /v1/swaps/{swapId}/withdraw', { params: { swapId: body.id } });
    expect(await withdraw()).toMatchObject({ status: 200, body: { status: 'withdrawn' } });
    expect(await withdraw()).toMatchObject({ code: 'swap-state-conflict' });
    await at('08:01');
    expect(await ask(lane, mine)).toMatchObject({ code: 'shift-state-conflict' });
  });

  test('waits for the admin where the roster says so; refused it leaves all as it was', async () => {
    const { lane, shifts } = await laneOfDays({ swapNeedsApproval: true });
    const before = await merchants(lane);
    const [mine, theirs] = [must(shifts[0]), must(shifts[4])];
    const neighbour = lane.shop(theirs.merchantId);
    const verdict = async (act: 'approve' | 'reject') => {
      const { body } = await ask(lane, mine);
      expect((await accept(neighbour, body.id, { inReturn: theirs })).body.status).toBe('accepted');
      expect(await merchants(lane)).toEqual(before);
      const params = { swapId: body.id };
      return act === 'approve'
        ? world.call(lane.admin, 'POST /v1/swaps/{swapId}/approve', { params })
        : world.call(lane.admin, 'POST /v1/swaps/{swapId}/reject', { params, body: { reason: '人手不够' } });
    };
    expect(await verdict('reject')).toMatchObject({ status: 200, body: { status: 'rejected' } });
    expect(await merchants(lane)).toEqual(before);
    const notices = await world.call(neighbour.owner, 'GET /v1/me/notices');
    expect(notices.body.items[0]?.text).toContain('人手不够');

    const list = async () =>
      (
        await world.call(lane.admin, 'GET /v1/rosters/{rosterId}/swaps', {
          params: { rosterId: lane.rosterId },
          query: { status: 'accepted' },
        })
      ).body.items;
    expect(await list()).toEqual([]);
    expect(await verdict('approve')).toMatchObject({ status: 200, body: { status: 'agreed' } });
    expect((await merchants(lane))[0]).toBe(theirs.merchantId);
    expect((await merchants(lane))[4]).toBe(mine.merchantId);
    const { rows } = await world.pool.query(
      `select act from audit_entries where actor_id = $1 and act like 'swap.%' order by number`,
      [lane.admin.id],
    );
    expect(rows).toEqual([{ act: 'swap.rejected' }, { act: 'swap.approved' }]);
  });

  test('is overtaken when the shift is given to another or begun', async () => {
    const { lane, shifts } = await laneOfDays();
    const [first, second] = [must(shifts[0]), must(shifts[1])];
    const one = await ask(lane, first);
    const other = await ask(lane, second);
    await world.call(lane.admin, 'POST /v1/shifts/{shiftId}/reassign', {
      params: { shiftId: second.id },
      body: { merchantId: first.merchantId, reason: '那家停电' },
    });
    await at('07:50');
    expect((await lane.checkIn(first)).status).toBe(200);
    const { body } = await world.call(lane.admin, 'GET /v1/rosters/{rosterId}/swaps', {
      params: { rosterId: lane.rosterId },
    });
    expect(body.items.map(({ id, status }) => [id, status])).toEqual([
      [other.body.id, 'overtaken'],
      [one.body.id, 'overtaken'],
    ]);
  });
});

describe('the admin', () => {
  test('excuses a shift that will be missed, and only the shop and the association read why', async () => {
    const { lane, shifts } = await laneOfDays();
    const [shift, next] = [must(shifts[0]), must(shifts[1])];
    const params = { shiftId: shift.id };
    const excused = await world.call(lane.admin, 'POST /v1/shifts/{shiftId}/excuse', {
      params,
      body: { reason: '住院' },
    });
    expect(excused).toMatchObject({ status: 200, body: { status: 'excused', excuse: '住院' } });
    const read = async (who: Parameters<typeof world.call>[0]) =>
      (await world.call(who, 'GET /v1/shifts/{shiftId}', { params })).body.excuse;
    expect(await read(ownerOf(lane, shift))).toBe('住院');
    expect(await read(ownerOf(lane, next))).toBeNull();
    expect(await read(undefined)).toBeNull();
    expect(
      await world.call(lane.admin, 'POST /v1/shifts/{shiftId}/excuse', {
        params,
        body: { reason: '又一次' },
      }),
    ).toMatchObject({
      code: 'shift-state-conflict',
    });
  });

  test('gives a missed shift another time, once, that nobody has yet', async () => {
    const { lane, shifts } = await laneOfDays();
    const missed = must(shifts[0]);
    await at('14:00');
    expect((await lane.shifts(DAY))[0]).toMatchObject({ status: 'missed' });
    const makeUp = (startsAt: string, endsAt: string) =>
      world.call(lane.admin, 'POST /v1/shifts/{shiftId}/make-up', {
        params: { shiftId: missed.id },
        body: { startsAt, endsAt },
      });
    expect(await makeUp('2026-12-08T09:00:00+08:00', '2026-12-08T10:00:00+08:00')).toMatchObject({
      code: 'shift-times-overlap',
    });
    expect(await makeUp('2026-12-06T21:00:00+08:00', '2026-12-06T22:00:00+08:00')).toMatchObject({
      code: 'days-past',
    });
    const made = await makeUp('2026-12-08T20:00:00+08:00', '2026-12-08T22:00:00+08:00');
    expect(made).toMatchObject({
      status: 201,
      body: { merchantId: missed.merchantId, makesUpFor: missed.id, day: '2026-12-08', status: 'due' },
    });
    expect(await makeUp('2026-12-09T20:00:00+08:00', '2026-12-09T22:00:00+08:00')).toMatchObject({
      code: 'shift-state-conflict',
    });
    // Publishing again leaves it where it is.
    await lane.publish('2026-12-08', LATER);
    expect((await lane.shifts('2026-12-08')).map(({ id }) => id)).toContain(made.body.id);
  });
});
