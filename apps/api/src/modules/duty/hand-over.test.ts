import type { Shift } from '@shangju/contracts';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { must } from '../../must.ts';
import { resetClock, setClock } from '../../testing/clock.ts';
import { drawPicture } from '../../testing/draw-picture.ts';
import { createLane, type Lane } from '../../testing/lane.ts';
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

const DAY = '2026-12-07';
const at = (time: string, day = DAY) => setClock(world.pool, new Date(`${day}T${time}:00+08:00`));
const instant = (time: string, day = DAY) => new Date(`${day}T${time}:00+08:00`).toISOString();

/** A lane with a day published, in the morning before it begins. */
async function laneOfToday(
  given: Parameters<typeof createLane>[1] = {},
): Promise<{ lane: Lane; early: Shift; late: Shift }> {
  await at('06:00');
  const lane = await createLane(world, given);
  await lane.publish(DAY);
  const [early, late] = await lane.shifts(DAY);
  return { lane, early: must(early), late: must(late) };
}

const plaqueOf = async ({ rosterId }: Lane) => {
  const { body } = await world.call(undefined, 'GET /v1/rosters/{rosterId}', { params: { rosterId } });
  return body.plaque;
};

const statuses = async (lane: Lane, from = DAY, to = from) =>
  (await lane.shifts(from, to)).map(({ status }) => status);

const checkOut = (lane: Lane, shift: Shift, body: { happenedAt?: string } = {}, key?: string) =>
  world.call(lane.shop(shift.merchantId).owner, 'POST /v1/shifts/{shiftId}/check-out', {
    params: { shiftId: shift.id },
    body,
    ...(key === undefined ? {} : { key }),
  });

const patrol = (
  lane: Lane,
  shift: Shift,
  more: {
    happenedAt?: string;
    needsSomeone?: boolean;
    note?: string;
    pictureIds?: string[];
    results?: { item: string; ok: boolean }[];
  } = {},
  key?: string,
) =>
  world.call(lane.shop(shift.merchantId).owner, 'POST /v1/shifts/{shiftId}/patrols', {
    params: { shiftId: shift.id },
    body: { results: lane.checklist.map((item) => ({ item, ok: true })), ...more },
    ...(key === undefined ? {} : { key }),
  });

describe('a shift begins', () => {
  test('from the back of the plaque, a quarter of an hour before its time and not before', async () => {
    const { lane, early } = await laneOfToday();
    expect(await plaqueOf(lane)).toMatchObject({ merchantId: null, holderName: '测试商会1办公室' });
    await at('07:44');
    expect(await lane.checkIn(early)).toMatchObject({ code: 'shift-too-early', problem: { minutes: 1 } });
    await at('07:45');
    const begun = await lane.checkIn(early);
    expect(begun).toMatchObject({
      status: 200,
      body: { status: 'on-duty', lateMinutes: 0, checkInSentLate: false },
    });
    expect(await plaqueOf(lane)).toMatchObject({ merchantId: early.merchantId });
    const { body } = await world.call(undefined, 'GET /v1/stewards', {
      query: { associationId: lane.association.id },
    });
    expect(body.items).toMatchObject([{ roster: { id: lane.rosterId }, onDuty: { id: early.id } }]);
  });

  test('only by a plaque’s code, and only by that of its own lane', async () => {
    const { lane, early } = await laneOfToday();
    const other = await createLane(world);
    await at('08:00');
    const { owner } = lane.shop(early.merchantId);
    const params = { shiftId: early.id };
    const withCode = (plaqueCode?: string) =>
      world.call(owner, 'POST /v1/shifts/{shiftId}/check-in', {
        params,
        body: plaqueCode ? { plaqueCode } : {},
      });
    expect(await withCode()).toMatchObject({ code: 'plaque-code-required' });
    expect(await withCode('x'.repeat(32))).toMatchObject({ code: 'code-invalid' });
    expect(await withCode(world.codes.standing('merchant-poster', 1))).toMatchObject({
      code: 'code-wrong-kind',
    });
    expect(await withCode(world.codes.standing('plaque', 999_999))).toMatchObject({ code: 'code-invalid' });
    expect(await withCode(await other.backCode())).toMatchObject({ code: 'plaque-other-roster' });
    expect(await statuses(lane)).toEqual(['due', 'due']);
  });

  test('inside the fence, where the lane has one', async () => {
    const location = { latitude: 30.213, longitude: 115.075 };
    const { lane, early } = await laneOfToday({ location, fenceRadiusM: 100 });
    await at('08:05');
    const plaqueCode = await lane.backCode();
    const from = (where?: typeof location) =>
      world.call(lane.shop(early.merchantId).owner, 'POST /v1/shifts/{shiftId}/check-in', {
        params: { shiftId: early.id },
        body: { plaqueCode, ...(where ? { location: where } : {}) },
      });
    expect(await from()).toMatchObject({ code: 'location-required' });
    expect(await from({ latitude: 30.223, longitude: 115.075 })).toMatchObject({ code: 'outside-fence' });
    expect(await from(location)).toMatchObject({ status: 200, body: { lateMinutes: 5 } });
  });

  test('once, when both clerks of the shop check in at once', async () => {
    const { lane, early } = await laneOfToday();
    await at('08:00');
    const clerk = await world.person('merchant.clerk', early.merchantId);
    const code = await lane.backCode();
    const other = await world.anotherApp();
    const answers = await Promise.all([
      lane.checkIn(early, { code }),
      lane.checkIn(early, { code, by: clerk, app: other }),
      lane.checkIn(early, { code, by: clerk }),
    ]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ code }) => code === 'shift-begun')).toHaveLength(2);
  });

  test('once under the same key, with the same answer', async () => {
    const { lane, early } = await laneOfToday();
    await at('08:00');
    const code = await lane.backCode();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => lane.checkIn(early, { code, key: 'the-same-check-in' })),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    for (const { body } of answers) expect(body).toEqual(answers[0]?.body);
  });

  test('never by another shop', async () => {
    const { lane, early, late } = await laneOfToday();
    await at('08:00');
    expect(await lane.checkIn(early, { by: lane.shop(late.merchantId).owner })).toMatchObject({
      status: 403,
    });
  });
});

describe('the plaque goes from hand to hand', () => {
  test('one scan ends one shift and begins the other, and pays the one who was on duty', async () => {
    const { lane, early, late } = await laneOfToday({ pointsPerShift: 12 });
    await at('08:00');
    await lane.checkIn(early);
    const steward = lane.shop(early.merchantId).owner;
    await at('13:50');
    const handedOver = await lane.checkIn(late, { code: await lane.turningCode(early) });
    expect(handedOver).toMatchObject({ status: 200, body: { status: 'on-duty' } });
    expect(await statuses(lane)).toEqual(['worked', 'on-duty']);
    expect(await plaqueOf(lane)).toMatchObject({ merchantId: late.merchantId, since: instant('13:50') });
    expect(await world.balance(steward)).toMatchObject({ available: 12, earned: 12 });
    const entries = await world.call(steward, 'GET /v1/me/points/entries');
    expect(entries.body.items).toMatchObject([{ kind: 'duty', change: 12, title: '值日：鱼巷值日早班' }]);
    const notices = await world.call(steward, 'GET /v1/me/notices');
    expect(notices.body.items[0]).toMatchObject({ title: '交班完成' });
    // The one who had the plaque has nothing left to show.
    expect(
      await world.call(steward, 'GET /v1/shifts/{shiftId}/plaque-code', { params: { shiftId: early.id } }),
    ).toMatchObject({ code: 'plaque-not-here' });
  });

  test('two hand-overs at once are one', async () => {
    const { lane, early, late } = await laneOfToday({
      shopCount: 3,
      shiftTimes: [
        { name: '早班', startsAt: '08:00', endsAt: '14:00' },
        { name: '晚班', startsAt: '14:00', endsAt: '20:00' },
        { name: '夜班', startsAt: '20:00', endsAt: '23:00' },
      ],
      pointsPerShift: 10,
    });
    const night = must((await lane.shifts(DAY))[2]);
    await at('08:00');
    await lane.checkIn(early);
    // Both the evening's shop, which is late, and the night's stand before the steward.
    await at('19:50');
    const code = await lane.turningCode(early);
    const other = await world.anotherApp();
    const answers = await Promise.all([
      lane.checkIn(late, { code }),
      lane.checkIn(night, { code, app: other }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)?.code).toBe('plaque-not-here');
    const after = await lane.shifts(DAY);
    expect(after.filter(({ status }) => status === 'on-duty')).toHaveLength(1);
    expect(after[0]).toMatchObject({ status: 'worked' });
    expect(await world.balance(lane.shop(early.merchantId).owner)).toMatchObject({ available: 10 });
  });

  test('a photo of the code is worth nothing once the plaque has gone on', async () => {
    const { lane, early, late } = await laneOfToday();
    await at('08:00');
    await lane.checkIn(early);
    await at('14:00');
    const code = await lane.turningCode(early);
    await lane.checkIn(late, { code });
    await lane.publish('2026-12-08');
    const [tomorrow] = await lane.shifts('2026-12-08');
    await at('07:50', '2026-12-08');
    expect(await lane.checkIn(must(tomorrow), { code })).toMatchObject({ code: 'plaque-not-here' });
  });

  test('the steward checks out and keeps the plaque; the next takes it by their code', async () => {
    const { lane, early, late } = await laneOfToday({ pointsPerShift: 7 });
    await at('08:00');
    await lane.checkIn(early);
    await at('13:30');
    expect(await checkOut(lane, early)).toMatchObject({
      status: 200,
      body: { status: 'worked', pointsEarned: 7, checkedOutAt: instant('13:30') },
    });
    expect(await plaqueOf(lane)).toMatchObject({ merchantId: early.merchantId });
    expect(await checkOut(lane, early)).toMatchObject({ code: 'shift-not-on-duty' });
    await at('14:10');
    expect(await lane.checkIn(late, { code: await lane.turningCode(early) })).toMatchObject({
      status: 200,
      body: { lateMinutes: 10 },
    });
    expect(await world.balance(lane.shop(early.merchantId).owner)).toMatchObject({ available: 7 });
  });

  test('a check-in that waited on a phone relieves who has checked out since: never two on duty', async () => {
    const { lane, early, late } = await laneOfToday({ pointsPerShift: 7 });
    await at('08:00');
    await lane.checkIn(early);
    await at('14:00');
    const code = await lane.turningCode(early);
    await at('14:03');
    await checkOut(lane, early);
    await at('14:05');
    const happenedAt = instant('14:00');
    expect(await lane.checkIn(late, { code, happenedAt })).toMatchObject({
      status: 200,
      body: { status: 'on-duty', checkedInAt: happenedAt, lateMinutes: 0 },
    });
    const [relieved] = await lane.shifts(DAY);
    expect(relieved).toMatchObject({ id: early.id, checkedOutAt: happenedAt });
    expect(await world.balance(lane.shop(early.merchantId).owner)).toMatchObject({ available: 7 });
  });

  test('a night shift over midnight belongs to the day on which it began', async () => {
    await at('06:00');
    const lane = await createLane(world, {
      shiftTimes: [{ name: '夜班', startsAt: '22:00', endsAt: '06:00' }],
      shopCount: 2,
    });
    await lane.publish(DAY, '2026-12-08');
    const [night, nextNight] = await lane.shifts(DAY, '2026-12-08');
    expect(night).toMatchObject({
      day: DAY,
      startsAt: instant('22:00'),
      endsAt: instant('06:00', '2026-12-08'),
    });
    await at('22:03');
    expect(await lane.checkIn(must(night))).toMatchObject({ status: 200, body: { lateMinutes: 3 } });
    await at('00:30', '2026-12-08');
    const { owner } = lane.shop(must(night).merchantId);
    const mine = await world.call(owner, 'GET /v1/me/shifts');
    const longAgo = await world.call(owner, 'GET /v1/me/shifts', { query: { from: '0001-01-01' } });
    expect(longAgo.code).toBe('days-invalid');
    expect(mine.body.items).toMatchObject([{ id: must(night).id, status: 'on-duty' }]);
    expect((await patrol(lane, must(night))).status).toBe(201);
    await at('06:10', '2026-12-08');
    expect(await checkOut(lane, must(night))).toMatchObject({ status: 200 });
    expect(await statuses(lane, DAY, '2026-12-08')).toEqual(['worked', 'due']);
    expect(must(nextNight).day).toBe('2026-12-08');
  });
});

describe('points', () => {
  test('come once, and not at all when the budget is spent: the shift counts all the same', async () => {
    const { lane, early, late } = await laneOfToday({ pointsPerShift: 10, rule: { budgetPoints: 15 } });
    await at('08:00');
    await lane.checkIn(early);
    await at('14:00');
    await lane.checkIn(late, { code: await lane.turningCode(early) });
    await at('20:00');
    expect(await checkOut(lane, late)).toMatchObject({
      status: 200,
      body: { status: 'worked', pointsEarned: 0 },
    });
    expect(await world.balance(lane.shop(early.merchantId).owner)).toMatchObject({ available: 10 });
    expect(await world.balance(lane.shop(late.merchantId).owner)).toMatchObject({ available: 0 });
  });

  test('a check-out twice at once and a hand-over pay once', async () => {
    const { lane, early, late } = await laneOfToday({ pointsPerShift: 10 });
    await at('08:00');
    await lane.checkIn(early);
    await at('13:55');
    const code = await lane.turningCode(early);
    await Promise.all([checkOut(lane, early), checkOut(lane, early), lane.checkIn(late, { code })]);
    expect(await world.balance(lane.shop(early.merchantId).owner)).toMatchObject({
      available: 10,
      earned: 10,
    });
    expect(await statuses(lane)).toEqual(['worked', 'on-duty']);
  });
});

describe('a patrol', () => {
  test('answers the whole checklist of a shift on duty', async () => {
    const { lane, early } = await laneOfToday();
    await at('08:00');
    expect(await patrol(lane, early)).toMatchObject({ code: 'shift-not-on-duty' });
    await lane.checkIn(early);
    expect(await patrol(lane, early, { results: [{ item: '门前干净', ok: true }] })).toMatchObject({
      code: 'checklist-mismatch',
    });
    expect(await patrol(lane, early, { pictureIds: ['01890000-0000-7000-8000-00000000dead'] })).toMatchObject(
      {
        code: 'picture-unknown',
      },
    );
    const made = await patrol(lane, early, { note: '井盖翘起', needsSomeone: true });
    expect(made).toMatchObject({
      status: 201,
      body: { needsSomeone: true, sentLate: false, note: '井盖翘起' },
    });
    const findings = await world.call(lane.admin, 'GET /v1/rosters/{rosterId}/findings', {
      params: { rosterId: lane.rosterId },
    });
    expect(findings.body.items).toMatchObject([{ id: made.body.id }]);
    const told = await world.call(lane.admin, 'GET /v1/me/notices');
    expect(told.body.items[0]?.text).toContain('井盖翘起');
    const list = await world.call(lane.admin, 'GET /v1/shifts/{shiftId}/patrols', {
      params: { shiftId: early.id },
    });
    expect(list.body.items).toHaveLength(1);
    expect(must((await lane.shifts(DAY))[0]).patrolCount).toBe(1);
  });
});

test('the pictures of a patrol are seen by its shop and its association, and belong to it alone', async () => {
  const { lane, early, late } = await laneOfToday();
  await at('08:00');
  await lane.checkIn(early);
  const { owner } = lane.shop(early.merchantId);
  const picture = await world.call(owner, 'POST /v1/pictures', { upload: await drawPicture() });
  const pictureIds = [picture.body.id];
  expect(await patrol(lane, early, { pictureIds })).toMatchObject({ status: 201, body: { pictureIds } });
  expect(await patrol(lane, early, { pictureIds })).toMatchObject({ code: 'picture-unknown' });
  const see = (who: Person) =>
    world.call(who, 'GET /v1/pictures/{pictureId}', { params: { pictureId: picture.body.id }, query: {} });
  expect((await see(lane.admin)).status).toBe(200);
  expect((await see(owner)).status).toBe(200);
  expect((await see(lane.shop(late.merchantId).owner)).status).toBe(404);
});

describe('a phone without a network', () => {
  test('20 acts that waited, sent twice over, are 20', async () => {
    const { lane, early, late } = await laneOfToday({ pointsPerShift: 10 });
    await at('08:00');
    const backCode = await lane.backCode();
    const acts: (() => Promise<{ status: number; body: unknown }>)[] = [
      () => lane.checkIn(early, { code: backCode, happenedAt: instant('08:01'), key: 'offline-check-in' }),
      ...Array.from({ length: 18 }, (_, index) => {
        const time = `${String(8 + Math.floor(index / 3)).padStart(2, '0')}:${10 + (index % 3) * 15}`;
        return () => patrol(lane, early, { happenedAt: instant(time) }, `offline-patrol-${index}`);
      }),
      () => checkOut(lane, early, { happenedAt: instant('13:58') }, 'offline-check-out'),
    ];
    await at('15:00');
    // In order, as the phone sends them, while it does not know whether the first time arrived.
    const first = [];
    for (const act of acts) first.push(await act());
    const again = [];
    for (const act of acts) again.push(await act());
    expect(first.map(({ status }) => status)).toEqual([200, ...Array(18).fill(201), 200]);
    expect(again.map(({ body }) => body)).toEqual(first.map(({ body }) => body));

    const shift = must((await lane.shifts(DAY))[0]);
    expect(shift).toMatchObject({
      status: 'worked',
      patrolCount: 18,
      checkInSentLate: true,
      lateMinutes: 1,
      checkedInAt: instant('08:01'),
      checkedOutAt: instant('13:58'),
    });
    const patrols = await world.call(lane.admin, 'GET /v1/shifts/{shiftId}/patrols', {
      params: { shiftId: early.id },
      query: { limit: 100 },
    });
    expect(patrols.body.items.every(({ sentLate }) => sentLate)).toBe(true);
    const times = patrols.body.items.map((one) => one.at);
    expect(times).toEqual(times.toSorted().toReversed());
    expect(await world.balance(lane.shop(early.merchantId).owner)).toMatchObject({ available: 10 });
    expect(must((await lane.shifts(DAY))[1]).id).toBe(late.id);
  });

  test('a check-in that arrives after the shift was noted as missed turns it round', async () => {
    const { lane, early } = await laneOfToday();
    const backCode = await lane.backCode();
    await at('15:00');
    expect(await statuses(lane)).toEqual(['missed', 'due']);
    const arrived = await lane.checkIn(early, { code: backCode, happenedAt: instant('08:10') });
    expect(arrived).toMatchObject({ status: 200, body: { lateMinutes: 10, checkInSentLate: true } });
  });

  test('what is a day old, or from a clock that runs ahead, is not taken', async () => {
    const { lane, early } = await laneOfToday();
    const code = await lane.backCode();
    await at('08:30', '2026-12-08');
    expect(await lane.checkIn(early, { code, happenedAt: instant('08:10') })).toMatchObject({
      code: 'happened-at-invalid',
    });
    expect(await lane.checkIn(early, { code, happenedAt: instant('09:00', '2026-12-08') })).toMatchObject({
      code: 'happened-at-invalid',
    });
    expect(await lane.checkIn(early, { code, happenedAt: '2026-12-07T23:59:60Z' })).toMatchObject({
      code: 'happened-at-invalid',
    });
  });

  test('a hand-over scanned without a network counts for when it was scanned', async () => {
    const { lane, early, late } = await laneOfToday({ pointsPerShift: 5 });
    await at('08:00');
    await lane.checkIn(early);
    await at('13:58');
    const code = await lane.turningCode(early);
    await at('15:30');
    expect(await lane.checkIn(late, { code })).toMatchObject({ code: 'code-expired' });
    expect(await lane.checkIn(late, { code, happenedAt: instant('13:58') })).toMatchObject({
      status: 200,
      body: { checkInSentLate: true, lateMinutes: 0 },
    });
    expect(must((await lane.shifts(DAY))[0])).toMatchObject({
      status: 'worked',
      checkedOutAt: instant('13:58'),
    });
  });
});
