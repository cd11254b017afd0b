import type { Notice } from '@shangju/contracts';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { must } from '../../must.ts';
import { newId } from '../../new-id.ts';
import { resetClock, setClock } from '../../testing/clock.ts';
import { type Council, createCouncil } from '../../testing/council.ts';
import { drawPicture } from '../../testing/draw-picture.ts';
import { createHousehold } from '../../testing/household.ts';
import { createWorld, type Person, type World } from '../../testing/world.ts';
import { remindOfMeetings } from './index.ts';

let world: World;
let council: Council;
beforeAll(async () => {
  world = await createWorld();
  council = await createCouncil(world);
});
afterEach(() => resetClock(world.pool));
afterAll(() => world[Symbol.asyncDispose]());

const read = (who: Person | undefined, meetingId: string) =>
  world.call(who, 'GET /v1/meetings/{meetingId}', { params: { meetingId } });

const edit = (meetingId: string, body: object, by = council.admin) =>
  world.call(by, 'PATCH /v1/meetings/{meetingId}', { params: { meetingId }, body });

const noticesOf = async (who: Person): Promise<Notice[]> =>
  (await world.call(who, 'GET /v1/me/notices')).body.items;

const auditOf = async (subject: string) =>
  (
    await world.pool.query('select act, details from audit_entries where subject = $1 order by number', [
      subject,
    ])
  ).rows;

const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();

test('a draft is there for the admins of its association only', async () => {
  const draft = await council.draft();
  const elsewhere = await createCouncil(world);
  const listed = async (who: Person | undefined) => {
    const query = { associationId: council.association.id, state: 'draft' } as const;
    return (await world.call(who, 'GET /v1/meetings', { query })).body.items.map(({ id }) => id);
  };
  expect(await read(council.admin, draft.id)).toMatchObject({ status: 200, body: { state: 'draft' } });
  expect(await listed(council.admin)).toContain(draft.id);
  for (const who of [undefined, await world.resident(), elsewhere.admin]) {
    expect(await read(who, draft.id)).toMatchObject({ status: 404, code: 'not-found' });
    expect(await listed(who)).toEqual([]);
    for (const part of ['questions', 'follow-ups'] as const) {
      const key = `GET /v1/meetings/{meetingId}/${part}` as const;
      expect(await world.call(who, key, { params: { meetingId: draft.id } })).toMatchObject({ status: 404 });
    }
  }
  const asked = await world.call(await world.resident(), 'POST /v1/meetings/{meetingId}/questions', {
    params: { meetingId: draft.id },
    body: { text: '何时开？' },
  });
  expect(asked).toMatchObject({ status: 404 });
});

test('a meeting goes through its states in order, and each step is in the log', async () => {
  const { id } = await council.draft();
  expect(await council.act('open', id)).toMatchObject({ status: 409, code: 'meeting-state-conflict' });
  for (const [act, state] of [
    ['publish', 'published'],
    ['open', 'under-way'],
    ['close', 'closed'],
  ] as const) {
    expect(await council.act(act, id)).toMatchObject({ status: 200, body: { state } });
    expect((await council.act(act, id)).problem).toMatchObject({ code: 'meeting-state-conflict' });
  }
  expect(await edit(id, { title: '改不了' })).toMatchObject({ status: 409, code: 'meeting-state-conflict' });
  expect((await auditOf(`meeting/${id}`)).map(({ act }) => act)).toEqual([
    'meeting.drafted',
    'meeting.published',
    'meeting.opened',
    'meeting.closed',
  ]);
});

test('published at once by two admins, it invites once', async () => {
  const { id } = await council.draft();
  const shop = await world.merchant({ association: council.association });
  const owner = await world.person('merchant.owner', shop.id);
  const other = await world.person('association.admin', council.association.id);
  const answers = await Promise.all([council.act('publish', id), council.act('publish', id, other)]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect(await noticesOf(owner)).toHaveLength(1);
});

test.each([
  ['in the past', { startsAt: inMinutes(-1) }],
  ['that end before they start', { startsAt: inMinutes(90), endsAt: inMinutes(60) }],
  ['that no calendar has', { startsAt: '2026-12-31T23:59:60Z' }],
])('times %s are refused', async (_, times) => {
  await expect(council.draft(times)).rejects.toThrow('meeting-times-invalid');
  const { id } = await council.draft();
  expect(await edit(id, times)).toMatchObject({ status: 422, code: 'meeting-times-invalid' });
});

test('a draft whose time has come is not published', async () => {
  const { id } = await council.draft();
  await setClock(world.pool, { offsetMs: 2 * 60 * 60_000 });
  expect(await council.act('publish', id)).toMatchObject({ code: 'meeting-times-invalid' });
});

test('the invited hear of it, and again when time or place change: nobody else, and nobody twice', async () => {
  const { association, admin } = council;
  const shop = await world.merchant({ association });
  const closedShop = await world.merchant({ association });
  await world.pool.query(`update merchants set status = 'closed' where id = $1`, [closedShop.id]);
  const owner = await world.person('merchant.owner', shop.id);
  const clerk = await world.person('merchant.clerk', shop.id);
  const neighbour = await world.resident();
  await createHousehold(world, { members: [owner, neighbour] });
  const others = [await world.resident(), await world.person('merchant.owner', closedShop.id), admin];

  const { id } = await council.draft({ invited: ['merchants', 'residents'] });
  await council.act('publish', id);
  const page = `/packages/meetings/pages/meeting/index?meetingId=${id}`;
  const about = async (who: Person) => (await noticesOf(who)).filter((notice) => notice.page === page);
  for (const who of [owner, clerk, neighbour])
    expect(await about(who)).toMatchObject([{ title: '请您来开会' }]);
  for (const who of others) expect(await about(who)).toEqual([]);

  await edit(id, { about: '自带水杯' });
  expect(await about(owner)).toHaveLength(1);
  await edit(id, { place: '文化宫' });
  expect((await about(owner))[0]).toMatchObject({
    title: '会议时间地点有变',
    text: expect.stringContaining('文化宫'),
  });
  expect((await auditOf(`meeting/${id}`)).at(-1)).toMatchObject({
    act: 'meeting.edited',
    details: { before: { place: '商会议事厅' }, after: { place: '文化宫' } },
  });
});

test('the invited are reminded a day ahead, once, whatever number of processes look', async () => {
  const shop = await world.merchant({ association: council.association });
  const owner = await world.person('merchant.owner', shop.id);
  const { id } = await council.published({ startsAt: inMinutes(48 * 60) });
  const late = await council.published({ startsAt: inMinutes(24 * 60 + 30) });
  expect(await remindOfMeetings(world.pool)).toBe(0);
  await setClock(world.pool, { offsetMs: 60 * 60_000 });
  // Invited less than a day ahead: that was reminder enough.
  await council.published({ startsAt: inMinutes(3 * 60) });
  const counts = await Promise.all([1, 2, 3].map(() => remindOfMeetings(world.pool)));
  expect(counts.reduce((sum, count) => sum + count)).toBe(1);
  await setClock(world.pool, { offsetMs: 25 * 60 * 60_000 });
  expect(await remindOfMeetings(world.pool)).toBe(1);
  expect(await remindOfMeetings(world.pool)).toBe(0);
  const reminded = (await noticesOf(owner)).filter(({ title }) => title === '会议快到了');
  expect(reminded.map(({ page }) => page?.split('=')[1]).sort()).toEqual([id, late.id].sort());
});

test('the next meetings come first, then those that are over, page by page', async () => {
  const { association, ...mine } = await createCouncil(world);
  const over = await mine.closed({ startsAt: inMinutes(20) });
  const longOver = await mine.closed({ startsAt: inMinutes(10) });
  const second = await mine.published({ startsAt: inMinutes(200) });
  const first = await mine.published({ startsAt: inMinutes(100) });
  await mine.draft({ startsAt: inMinutes(50) });
  const page = (cursor?: string) =>
    world.call(undefined, 'GET /v1/meetings', {
      query: { associationId: association.id, limit: 1, ...(cursor === undefined ? {} : { cursor }) },
    });
  const seen: string[] = [];
  for (let { body } = await page(); ; { body } = await page(body.nextCursor)) {
    seen.push(...body.items.map(({ id }) => id));
    if (body.nextCursor === null) break;
  }
  expect(seen).toEqual([first.id, second.id, over.id, longOver.id]);
});

describe('an agenda', () => {
  const picture = async (who: Person) =>
    (await world.call(who, 'POST /v1/pictures', { upload: await drawPicture() })).body.id;
  const seen = async (who: Person, pictureId: string) =>
    (await world.call(who, 'GET /v1/pictures/{pictureId}', { params: { pictureId } })).status;

  test('keeps its items through edits, by another admin too; items of elsewhere are refused', async () => {
    const meeting = await council.draft({
      agenda: [{ title: '甲', pictureIds: [await picture(council.admin)] }],
    });
    const [item] = meeting.agenda;
    const other = await world.person('association.admin', council.association.id);
    const answer = await edit(
      meeting.id,
      { agenda: [{ title: '乙' }, { ...must(item), ballotIds: undefined, title: '甲二' }] },
      other,
    );
    expect(answer).toMatchObject({
      status: 200,
      body: { agenda: [{ title: '乙' }, { id: item?.id, title: '甲二', pictureIds: item?.pictureIds }] },
    });
    const elsewhere = await council.draft();
    const agenda = [{ id: must(elsewhere.agenda[0]).id, title: '丙' }];
    expect(await edit(meeting.id, { agenda })).toMatchObject({ status: 400, code: 'validation-failed' });
  });

  test('shows its pictures once the meeting is public; what it drops is nobody’s', async () => {
    const pictureId = await picture(council.admin);
    const meeting = await council.draft({ agenda: [{ title: '路灯', pictureIds: [pictureId] }] });
    const resident = await world.resident();
    expect(await seen(council.admin, pictureId)).toBe(200);
    expect(await seen(resident, pictureId)).toBe(404);
    await council.act('publish', meeting.id);
    expect(await seen(resident, pictureId)).toBe(200);
    await edit(meeting.id, { agenda: [{ id: must(meeting.agenda[0]).id, title: '路灯' }] });
    expect(await seen(resident, pictureId)).toBe(404);
    await expect(
      council.draft({ agenda: [{ title: '别人的', pictureIds: [await picture(resident)] }] }),
    ).rejects.toThrow('picture-unknown');
  });

  test('can’t lose an item that a published ballot is on', async () => {
    const meeting = await council.draft();
    const [voted, drafted] = meeting.agenda.map(({ id }) => id);
    await addBallot(meeting.id, must(voted), 'published');
    await addBallot(meeting.id, must(drafted), 'draft');
    expect(
      (await read(council.admin, meeting.id)).body.agenda.map(({ ballotIds }) => ballotIds.length),
    ).toEqual([1, 1]);
    await council.act('publish', meeting.id);
    expect((await read(undefined, meeting.id)).body.agenda.map(({ ballotIds }) => ballotIds.length)).toEqual([
      1, 0,
    ]);
    expect(await edit(meeting.id, { agenda: [] })).toMatchObject({ status: 409, code: 'agenda-item-voted' });
    expect(await edit(meeting.id, { agenda: [{ id: voted, title: '照明' }] })).toMatchObject({ status: 200 });
  });

  async function addBallot(meetingId: string, agendaItemId: string, state: 'draft' | 'published') {
    await world.pool.query(
      `insert into ballots (id, association_id, meeting_id, agenda_item_id, state, question, text, rule, opens_at,
          closes_at, objection_days, published_at, created_by, created_at)
        values ($1, $2, $3, $4, $5, '装不装？', '', '{}', street_now(), street_now() + interval '1 day', 0,
          case when $5 = 'draft' then null else street_now() end, $6, street_now())`,
      [newId(), council.association.id, meetingId, agendaItemId, state, council.admin.id],
    );
  }
});

test('minutes come after the end, once more with what was before in the log', async () => {
  const meeting = await council.underWay();
  const publish = (text: string, agendaItemId: string | null = null) =>
    world.call(council.admin, 'POST /v1/meetings/{meetingId}/minutes', {
      params: { meetingId: meeting.id },
      body: { text, decisions: [{ agendaItemId, text: '装十盏灯' }] },
    });
  expect(await publish('早了')).toMatchObject({ status: 409, code: 'meeting-state-conflict' });
  await council.act('close', meeting.id);
  expect(await publish('别处的议题', newId())).toMatchObject({ status: 400, code: 'validation-failed' });
  expect((await read(undefined, meeting.id)).body.minutes).toBeNull();

  const [item] = meeting.agenda;
  expect(await publish('第一版', item?.id)).toMatchObject({
    status: 200,
    body: { state: 'minutes-published' },
  });
  await publish('第二版');
  expect((await read(undefined, meeting.id)).body.minutes).toMatchObject({
    text: '第二版',
    decisions: [{ agendaItemId: null, text: '装十盏灯' }],
  });
  expect((await auditOf(`meeting/${meeting.id}`)).slice(-2)).toMatchObject([
    { act: 'minutes.published', details: { after: { text: '第一版' } } },
    { act: 'minutes.replaced', details: { before: { text: '第一版' }, after: { text: '第二版' } } },
  ]);
});

test('a follow-up stays until it is done, and is overdue by the street’s clock', async () => {
  const { association, admin, ...mine } = await createCouncil(world);
  const meeting = await mine.closed();
  const note = (what: string, until: string) =>
    world.call(admin, 'POST /v1/meetings/{meetingId}/follow-ups', {
      params: { meetingId: meeting.id },
      body: { what, who: '物业', until },
    });
  const day = (days: number) => inMinutes(days * 24 * 60).slice(0, 10);
  const later = (await note('修井盖', day(9))).body;
  const sooner = (await note('换灯', day(2))).body;
  const open = async () =>
    (
      await world.call(undefined, 'GET /v1/associations/{associationId}/follow-ups', {
        params: { associationId: association.id },
        query: { state: 'open' },
      })
    ).body.items;
  expect((await open()).map(({ id, overdue }) => [id, overdue])).toEqual([
    [sooner.id, false],
    [later.id, false],
  ]);
  await setClock(world.pool, { offsetMs: 4 * 24 * 60 * 60_000 });
  expect((await open()).map(({ overdue }) => overdue)).toEqual([true, false]);

  const pictureId = (await world.call(admin, 'POST /v1/pictures', { upload: await drawPicture() })).body.id;
  const step = (state: 'open' | 'done', pictureIds: string[] = []) =>
    world.call(admin, 'POST /v1/follow-ups/{followUpId}/steps', {
      params: { followUpId: sooner.id },
      body: { state, note: '换好两盏', pictureIds },
    });
  expect(await step('open', [pictureId])).toMatchObject({
    status: 201,
    body: { state: 'open', steps: [{ byName: '某某', note: '换好两盏', pictureIds: [pictureId] }] },
  });
  const steps = await Promise.all([step('done'), step('done')]);
  expect(steps.map(({ status }) => status).sort()).toEqual([201, 409]);
  expect((await open()).map(({ id }) => id)).toEqual([later.id]);
  const all = await world.call(undefined, 'GET /v1/meetings/{meetingId}/follow-ups', {
    params: { meetingId: meeting.id },
    query: { limit: 1 },
  });
  const rest = await world.call(undefined, 'GET /v1/meetings/{meetingId}/follow-ups', {
    params: { meetingId: meeting.id },
    query: { limit: 1, cursor: must(all.body.nextCursor) },
  });
  expect([...all.body.items, ...rest.body.items].map(({ id, overdue }) => [id, overdue])).toEqual([
    [later.id, false],
    [sooner.id, false],
  ]);
  const who = await world.resident();
  expect((await world.call(who, 'GET /v1/pictures/{pictureId}', { params: { pictureId } })).status).toBe(200);
  expect((await read(undefined, meeting.id)).body.openFollowUpCount).toBe(1);
});

test('questions: five a person, seen by others once they are answered, and the answer is told', async () => {
  const { id } = await council.published();
  const [me, other] = [await world.resident({ name: '田甜' }), await world.resident()];
  const params = { meetingId: id };
  const ask = (text: string) =>
    world.call(me, 'POST /v1/meetings/{meetingId}/questions', { params, body: { text } });
  const answers = await Promise.all(['一', '二', '三', '四', '五', '六'].map(ask));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 201, 201, 201, 409]);
  const texts = async (who: Person | undefined) =>
    (await world.call(who, 'GET /v1/meetings/{meetingId}/questions', { params })).body.items;
  expect(await texts(me)).toHaveLength(5);
  expect(await texts(council.admin)).toHaveLength(5);
  expect(await texts(other)).toEqual([]);

  const [first] = await texts(me);
  const answered = await world.call(council.admin, 'POST /v1/questions/{questionId}/answer', {
    params: { questionId: must(first).id },
    body: { text: '年底前装好' },
  });
  expect(answered).toMatchObject({ status: 200, body: { answer: '年底前装好' } });
  expect(await texts(undefined)).toMatchObject([
    { id: first?.id, askedByName: '田甜', answer: '年底前装好' },
  ]);
  expect(await noticesOf(me)).toMatchObject([{ title: '您的提问有答复了' }]);

  await council.act('open', id);
  await council.act('close', id);
  const late = await world.call(other, 'POST /v1/meetings/{meetingId}/questions', {
    params,
    body: { text: '晚了' },
  });
  expect(late).toMatchObject({ status: 409, code: 'meeting-state-conflict' });
});
