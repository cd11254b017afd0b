import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { newId } from '../../new-id.ts';
import { resetClock, setClock } from '../../testing/clock.ts';
import { type Council, createCouncil } from '../../testing/council.ts';
import { createHousehold } from '../../testing/household.ts';
import { createWorld, type Person, type World } from '../../testing/world.ts';

let world: World;
let council: Council;
beforeAll(async () => {
  world = await createWorld();
  council = await createCouncil(world);
});
afterEach(async () => {
  await resetClock(world.pool);
  expect(await world.ledgerDifferences()).toEqual([]);
});
afterAll(() => world[Symbol.asyncDispose]());

const signIn = (who: Person, meetingId: string, code: string, key = randomUUID()) =>
  world.call(who, 'POST /v1/meetings/{meetingId}/attendance', { params: { meetingId }, body: { code }, key });

const byHand = (meetingId: string, body: { name: string; unitId?: string }, by = council.admin) =>
  world.call(by, 'POST /v1/meetings/{meetingId}/attendance/by-hand', { params: { meetingId }, body });

const attendance = async (meetingId: string) =>
  (
    await world.call(council.admin, 'GET /v1/meetings/{meetingId}/attendance', {
      params: { meetingId },
      query: { limit: 100 },
    })
  ).body.items;

const countOf = async (meetingId: string) =>
  (await world.call(undefined, 'GET /v1/meetings/{meetingId}', { params: { meetingId } })).body
    .attendanceCount;

test('fifty people sign in at once, each once and each paid', async () => {
  const { id } = await council.underWay({ pointsForAttendance: 5 });
  await setClock(world.pool, new Date(Date.now() + 60_000));
  const code = await council.signInCode(id);
  const people = await Promise.all(Array.from({ length: 50 }, () => world.resident()));
  const answers = await Promise.all(people.map((who) => signIn(who, id, code)));
  expect(new Set(answers.map(({ status, body }) => `${status} ${body.points}`))).toEqual(new Set(['201 5']));
  expect(await countOf(id)).toBe(50);
  for (const who of people) expect(await world.balance(who)).toMatchObject({ available: 5 });
});

test('one person twice at once signs in once and is paid once; the same key brings the same answer', async () => {
  const { id } = await council.underWay({ pointsForAttendance: 5 });
  const code = await council.signInCode(id);
  const who = await world.resident();
  const key = randomUUID();
  const answers = await Promise.all([
    signIn(who, id, code, key),
    signIn(who, id, code),
    signIn(who, id, code, key),
  ]);
  const won = answers.filter(({ status }) => status === 201);
  expect([1, 2]).toContain(won.length);
  expect(await signIn(who, id, code)).toMatchObject({ status: 409, code: 'already-signed-in' });
  expect(await world.balance(who)).toMatchObject({ available: 5 });
  expect(await countOf(id)).toBe(1);

  const another = await world.resident();
  const [first, again] = [await signIn(another, id, code, key), await signIn(another, id, code, key)];
  expect(first.status).toBe(201);
  expect(again.body).toEqual(first.body);
  const me = await world.call(another, 'GET /v1/meetings/{meetingId}', { params: { meetingId: id } });
  expect(me.body.attendedAt).toBe(first.body.at);
  const entries = await world.call(another, 'GET /v1/me/points/entries');
  expect(entries.body.items).toMatchObject([
    { kind: 'attendance', change: 5, title: '参加会议：四季度议事会' },
  ]);
});

test('a code that is old, of another meeting, of another kind or no code at all signs nobody in', async () => {
  const [here, there] = [await council.underWay(), await council.underWay()];
  const who = await world.resident();
  const shop = await world.merchant();
  const code = await council.signInCode(here.id);
  expect((await signIn(who, there.id, code)).code).toBe('code-other-meeting');
  expect((await signIn(who, here.id, await world.liveCode(shop))).code).toBe('code-wrong-kind');
  expect((await signIn(who, here.id, 'x'.repeat(32))).code).toBe('code-invalid');
  expect((await signIn(who, here.id, world.codes.standing('sign-in', here.number))).code).toBe(
    'code-expired',
  );
  await setClock(world.pool, { offsetMs: 90_000 });
  expect((await signIn(who, here.id, code)).code).toBe('code-expired');
  expect(await countOf(here.id)).toBe(0);
});

test('before it begins and after it ends nobody signs in, and there is no code', async () => {
  const meeting = await council.published();
  const code = world.codes.turning('sign-in', meeting.number, new Date());
  const who = await world.resident();
  const screen = () =>
    world.call(council.admin, 'GET /v1/meetings/{meetingId}/sign-in-code', {
      params: { meetingId: meeting.id },
    });
  expect((await signIn(who, meeting.id, code)).code).toBe('meeting-state-conflict');
  expect((await screen()).code).toBe('meeting-state-conflict');
  await council.act('open', meeting.id);
  expect((await screen()).status).toBe(200);
  await council.act('close', meeting.id);
  expect((await signIn(who, meeting.id, code)).code).toBe('meeting-state-conflict');
  expect((await byHand(meeting.id, { name: '何婆婆' })).code).toBe('meeting-state-conflict');
});

test('whoever signs in while it closes is in the list or refused', async () => {
  const { id } = await council.underWay();
  const code = await council.signInCode(id);
  const people = await Promise.all(Array.from({ length: 12 }, () => world.resident()));
  const [closed, ...answers] = await Promise.all([
    council.act('close', id),
    ...people.map((who) => signIn(who, id, code)),
  ]);
  expect(closed.status).toBe(200);
  expect(await countOf(id)).toBe(answers.filter(({ status }) => status === 201).length);
});

test('where the budget is empty people come all the same, without points', async () => {
  const poor = await createCouncil(world, { budgetPoints: 7 });
  const { id } = await poor.underWay({ pointsForAttendance: 5 });
  const code = await poor.signInCode(id);
  const answers = [];
  for (const who of [await world.resident(), await world.resident()])
    answers.push(await signIn(who, id, code));
  expect(answers.map(({ status, body }) => [status, body.points])).toEqual([
    [201, 5],
    [201, 0],
  ]);
});

test('who has no phone is signed in by hand: for a household or shop of the meeting once, or by name', async () => {
  const { id } = await council.underWay({ pointsForAttendance: 5 });
  const household = await createHousehold(world, { address: '井巷 77 号' });
  const shop = await world.merchant({ association: council.association });
  const elsewhere = await world.merchant({ association: await world.association() });
  const twice = await Promise.all([1, 2].map(() => byHand(id, { name: '何婆婆', unitId: household.id })));
  expect(twice.map(({ status }) => status).sort()).toEqual([201, 409]);
  await byHand(id, { name: '店里来人', unitId: shop.id });
  await byHand(id, { name: '街坊' });
  expect(await byHand(id, { name: '外人', unitId: elsewhere.id })).toMatchObject({
    status: 422,
    code: 'unit-unknown',
  });
  expect(await byHand(id, { name: '外人', unitId: newId() })).toMatchObject({ code: 'unit-unknown' });
  expect((await attendance(id)).map(({ name, unitName, way }) => [name, unitName, way])).toEqual([
    ['街坊', null, 'hand'],
    ['店里来人', expect.stringContaining('测试小店'), 'hand'],
    ['何婆婆', '井巷 77 号', 'hand'],
  ]);
});

test('a scan says what the code is, what coming is worth and what stands in the way; it changes nothing', async () => {
  const meeting = await council.underWay({ pointsForAttendance: 5 });
  const code = await council.signInCode(meeting.id);
  const who = await world.resident();
  const scan = () => world.call(who, 'POST /v1/scans', { body: { code } });
  expect((await scan()).body).toMatchObject({
    kind: 'meeting',
    meeting: { id: meeting.id, title: '四季度议事会' },
    actions: [{ act: 'sign-in', points: 5, refusal: null }],
  });
  expect(await countOf(meeting.id)).toBe(0);
  await signIn(who, meeting.id, code);
  expect((await scan()).body.actions).toMatchObject([{ refusal: { code: 'already-signed-in' } }]);
  await council.act('close', meeting.id);
  expect((await scan()).body.actions).toMatchObject([{ refusal: { code: 'meeting-state-conflict' } }]);
  await setClock(world.pool, { offsetMs: 90_000 });
  expect((await scan()).code).toBe('code-expired');
});
