import exceljs from 'exceljs';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { must } from '../../must.ts';
import { resetClock, setClock } from '../../testing/clock.ts';
import { createLane, type Lane } from '../../testing/lane.ts';
import { createWorld, ORIGIN, type World } from '../../testing/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterEach(() => resetClock(world.pool));
afterAll(() => world[Symbol.asyncDispose]());

const DAY = '2026-12-07';
const NEXT = '2026-12-08';
const at = (time: string, day = DAY) => setClock(world.pool, new Date(`${day}T${time}:00+08:00`));

/** Two days of three shops: 0 late with two patrols, 1 missed, 2 excused, 0 swapped to 1, 1 and 2 to come. */
async function workedLane(): Promise<Lane> {
  await at('06:00');
  const lane = await createLane(world, {
    name: '=鱼巷值日',
    shiftTimes: [
      { name: '早班', startsAt: '08:00', endsAt: '12:00' },
      { name: '午班', startsAt: '12:00', endsAt: '16:00' },
      { name: '晚班', startsAt: '16:00', endsAt: '20:00' },
    ],
  });
  await lane.publish(DAY, NEXT);
  const shifts = await lane.shifts(DAY, NEXT);
  const [first, , third, fourth] = shifts;
  await at('08:09');
  await lane.checkIn(must(first));
  const { owner } = lane.shop(must(first).merchantId);
  for (const needsSomeone of [false, true]) {
    await world.call(owner, 'POST /v1/shifts/{shiftId}/patrols', {
      params: { shiftId: must(first).id },
      body: { results: lane.checklist.map((item) => ({ item, ok: !needsSomeone })), needsSomeone },
    });
  }
  await at('11:58');
  await world.call(owner, 'POST /v1/shifts/{shiftId}/check-out', {
    params: { shiftId: must(first).id },
    body: {},
  });
  await world.call(lane.admin, 'POST /v1/shifts/{shiftId}/excuse', {
    params: { shiftId: must(third).id },
    body: { reason: '停电' },
  });
  const swap = await world.call(owner, 'POST /v1/shifts/{shiftId}/swaps', {
    params: { shiftId: must(fourth).id },
    body: { reason: '进货' },
  });
  const helper = must(lane.shops[1]);
  await world.call(helper.owner, 'POST /v1/swaps/{swapId}/accept', {
    params: { swapId: swap.body.id },
    body: { merchantId: helper.id },
  });
  await at('21:00');
  return lane;
}

const reportOf = (lane: Lane) =>
  world.call(lane.admin, 'GET /v1/rosters/{rosterId}/report', {
    params: { rosterId: lane.rosterId },
    query: { from: DAY, to: NEXT },
  });

describe('the report', () => {
  test('counts for each shop what was due, worked, late, missed, excused, swapped, patrolled and found', async () => {
    const lane = await workedLane();
    const { body } = await reportOf(lane);
    const none = { due: 0, worked: 0, late: 0, missed: 0, excused: 0, swapped: 0, patrols: 0, findings: 0 };
    expect(body.rows).toMatchObject([
      { ...none, merchantId: lane.shops[0]?.id, due: 1, worked: 1, late: 1, patrols: 2, findings: 1 },
      { ...none, merchantId: lane.shops[1]?.id, due: 3, missed: 1, swapped: 1 },
      { ...none, merchantId: lane.shops[2]?.id, due: 2, excused: 1 },
    ]);
  });

  test('names shops that have left and had shifts, and members that had none', async () => {
    const lane = await workedLane();
    const late = await world.merchant({ association: lane.association });
    await world.call(lane.admin, 'PATCH /v1/rosters/{rosterId}', {
      params: { rosterId: lane.rosterId },
      body: { members: [late.id, must(lane.shops[1]).id].map((merchantId) => ({ merchantId })) },
    });
    const { body } = await reportOf(lane);
    expect(body.rows.map(({ merchantId, due }) => [merchantId, due])).toEqual([
      [late.id, 0],
      [lane.shops[1]?.id, 3],
      [lane.shops[0]?.id, 1],
      [lane.shops[2]?.id, 2],
    ]);
  });

  test('is a spreadsheet with the same figures, in which no name is a formula', async () => {
    const lane = await workedLane();
    await world.pool.query(`update merchants set name = '=HYPERLINK("x")' where id = $1`, [
      lane.shops[0]?.id,
    ]);
    const { file, headers } = await world.call(lane.admin, 'GET /v1/rosters/{rosterId}/report.xlsx', {
      params: { rosterId: lane.rosterId },
      query: { from: DAY, to: NEXT },
    });
    expect(decodeURIComponent(String(headers['content-disposition']))).toContain(
      '=鱼巷值日 2026-12-07 至 2026-12-08.xlsx',
    );
    const workbook = new exceljs.Workbook();
    await workbook.xlsx.load(file as unknown as ArrayBuffer);
    const sheet = must(workbook.worksheets[0]);
    const rows = sheet
      .getSheetValues()
      .slice(1)
      .map((row) => (row as unknown[]).slice(1));
    expect(rows[0]?.[0]).toBe(`'=鱼巷值日　2026-12-07 至 2026-12-08`);
    expect(rows[1]).toEqual(['商户', '应值', '已值', '迟到', '缺班', '请假', '换来的班', '巡查', '发现问题']);
    expect(rows[2]).toEqual([`'=HYPERLINK("x")`, 1, 1, 1, 0, 0, 0, 2, 1]);
    expect(rows).toHaveLength(5);
  });
});

describe('the calendar of a shop', () => {
  test('is read by whoever has its address, in any calendar', async () => {
    const lane = await workedLane();
    const [, shop] = lane.shops;
    const merchantId = must(shop).id;
    const address = async () =>
      (
        await world.call(must(shop).owner, 'GET /v1/merchants/{merchantId}/calendar', {
          params: { merchantId },
        })
      ).body.url;
    const url = await address();
    expect(await address()).toBe(url);
    expect(url.startsWith(`${ORIGIN}/v1/calendars/`)).toBe(true);
    const feed = must(url.split('/').at(-1));
    const { file, headers } = await world.call(undefined, 'GET /v1/calendars/{feed}', { params: { feed } });
    expect(headers['content-type']).toBe('text/calendar; charset=utf-8');
    const lines = file.toString().split('\r\n');
    expect(lines[0]).toBe('BEGIN:VCALENDAR');
    expect(lines.filter((line) => line.startsWith('DTSTART'))).toEqual([
      'DTSTART:20261207T040000Z',
      'DTSTART:20261208T000000Z',
      'DTSTART:20261208T040000Z',
    ]);
    expect(lines).toContain('SUMMARY:值日 · 鱼巷 午班');
    expect(
      await world.call(undefined, 'GET /v1/calendars/{feed}', { params: { feed: 'x'.repeat(43) } }),
    ).toMatchObject({ status: 404 });
  });
});

describe('the month board', () => {
  test('of 48 shops, two shifts a day and 31 days opens in one query', async () => {
    await at('06:00');
    const lane = await createLane(world, { shopCount: 48 });
    await lane.publish('2026-12-07', '2027-01-06');
    const asked: string[] = [];
    const query = world.pool.query.bind(world.pool);
    world.pool.query = ((...given: Parameters<typeof query>) => {
      const [first] = given as unknown as [{ name?: string }];
      if (first.name !== 'callers') asked.push(first.name ?? 'unnamed');
      return query(...given);
    }) as typeof query;
    const begunAtMs = performance.now();
    const shifts = await lane.shifts('2026-12-07', '2027-01-06');
    const tookMs = performance.now() - begunAtMs;
    world.pool.query = query;
    expect(shifts).toHaveLength(62);
    expect(asked).toEqual(['month-board']);
    expect(tookMs).toBeLessThan(1_000);
  });
});

describe('a scan of the plaque', () => {
  test('says whose it is, which shift of mine is next, and what stands in the way', async () => {
    await at('06:00');
    const lane = await createLane(world);
    await lane.publish(DAY);
    const [early, late] = await lane.shifts(DAY);
    const scan = async (code: string, who = lane.shop(must(late).merchantId).owner) =>
      world.call(who, 'POST /v1/scans', { body: { code } });
    const backCode = await lane.backCode();
    expect((await scan(backCode)).body).toMatchObject({
      kind: 'plaque',
      roster: { id: lane.rosterId, lane: '鱼巷' },
      shift: { id: must(late).id },
      actions: [{ act: 'shift-check-in', refusal: { code: 'shift-too-early' } }],
    });
    expect((await scan(backCode, await world.resident())).body).toMatchObject({
      kind: 'plaque',
      shift: null,
      actions: [],
    });

    await at('08:00');
    await lane.checkIn(must(early));
    await at('13:50');
    const turning = await lane.turningCode(must(early));
    expect((await scan(turning)).body).toMatchObject({ actions: [{ refusal: null }] });
    expect((await scan(backCode)).body).toMatchObject({
      actions: [{ refusal: { code: 'plaque-not-here' } }],
    });
    await at('13:52');
    expect(await scan(turning)).toMatchObject({ code: 'code-expired' });
    expect(await scan(world.codes.standing('plaque', 999_999))).toMatchObject({ code: 'code-invalid' });
    expect((await lane.shifts(DAY)).map(({ status }) => status)).toEqual(['on-duty', 'due']);
  });
});
