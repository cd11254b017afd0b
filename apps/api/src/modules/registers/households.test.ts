import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { must } from '../../must.ts';
import { createHousehold } from '../../testing/household.ts';
import { createWorld, type Person, type World } from '../../testing/world.ts';

let world: World;
let worker: Person;
beforeAll(async () => {
  world = await createWorld();
  worker = await world.person('community.worker', world.communityId);
});
afterAll(() => world[Symbol.asyncDispose]());

const claim = (who: Person, address: string, key?: string) =>
  world.call(who, 'POST /v1/me/household-claims', {
    body: { communityId: world.communityId, address },
    ...(key === undefined ? {} : { key }),
  });

const act = (what: 'verify' | 'remove', householdId: string, personId: string, by = worker) =>
  world.call(by, `POST /v1/households/{householdId}/members/{personId}/${what}`, {
    params: { householdId, personId },
  });

const list = (query: {
  q?: string;
  show?: 'all' | 'claims' | 'conflicts';
  limit?: number;
  cursor?: string;
}) =>
  world.call(worker, 'GET /v1/communities/{communityId}/households', {
    params: { communityId: world.communityId },
    query,
  });

const unitsOf = async (who: Person) => (await world.call(who, 'GET /v1/me/units')).body.items;

const auditOf = async (subject: string) =>
  (
    await world.pool.query('select act, details from audit_entries where subject = $1 order by number', [
      subject,
    ])
  ).rows;

test('a claim counts once a worker has verified it, and the person is told', async () => {
  const household = await createHousehold(world, { address: '永安里 3 号 2 楼' });
  const person = await world.resident({ name: '何田' });

  const claimed = await claim(person, ' 文化宫社区永安里３号2楼');
  expect(claimed).toMatchObject({
    status: 201,
    body: { id: household.id, kind: 'household', name: '永安里 3 号 2 楼', mayVote: false },
  });
  expect((await list({ show: 'claims' })).body.items).toMatchObject([
    { id: household.id, members: [{ personId: person.id, name: '何田', status: 'claimed' }] },
  ]);
  expect(await unitsOf(person)).toEqual([claimed.body]);

  expect(await act('verify', household.id, person.id)).toMatchObject({ status: 200 });
  expect(await unitsOf(person)).toEqual([{ ...claimed.body, mayVote: true }]);
  expect((await list({ show: 'claims' })).body.items).toEqual([]);
  const notices = await world.call(person, 'GET /v1/me/notices');
  expect(notices.body.items).toMatchObject([{ title: '住户登记好了' }]);

  expect(await claim(person, '永安里 3 号 2 楼')).toMatchObject({ status: 201, body: { mayVote: true } });
  expect(await claim(person, '没有的地方')).toMatchObject({ status: 422, code: 'household-unknown' });
});

test('a new claim takes the place of one that nobody has verified', async () => {
  const [wrong, right] = [await createHousehold(world), await createHousehold(world)];
  const person = await world.resident();
  await claim(person, wrong.address);
  await claim(person, right.address);
  expect(await unitsOf(person)).toMatchObject([{ id: right.id }]);
});

test('two workers who verify at once confirm once; of two who remove at once one comes too late', async () => {
  const household = await createHousehold(world);
  const person = await world.resident();
  await claim(person, household.address);
  const other = await world.person('community.worker', world.communityId);

  const verified = await Promise.all([worker, other].map((by) => act('verify', household.id, person.id, by)));
  expect(verified.map(({ status }) => status)).toEqual([200, 200]);
  const removed = await Promise.all([worker, other].map((by) => act('remove', household.id, person.id, by)));
  expect(removed.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect(await act('verify', household.id, person.id)).toMatchObject({
    status: 409,
    code: 'member-not-there',
  });

  expect((await auditOf(`household/${household.id}`)).map((entry) => entry.act)).toEqual([
    'household.added',
    'member.verified',
    'member.removed',
  ]);
  expect(await unitsOf(person)).toEqual([]);
});

test('the same request twice changes once', async () => {
  const household = await createHousehold(world);
  const person = await world.resident();
  const key = randomUUID();
  const answers = await Promise.all([
    claim(person, household.address, key),
    claim(person, household.address, key),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([201, 201]);

  const add = () =>
    world.call(worker, 'POST /v1/households/{householdId}/members', {
      params: { householdId: household.id },
      body: { personId: person.id },
      key,
    });
  const [one, other] = [await add(), await add()];
  expect(one).toMatchObject({
    status: 201,
    body: { members: [{ personId: person.id, status: 'verified' }] },
  });
  expect(other.body).toEqual(one.body);
  expect((await auditOf(`household/${household.id}`)).map((entry) => entry.act)).toEqual([
    'household.added',
    'member.added',
  ]);
});

test('a door is there once, however it is written', async () => {
  const household = await createHousehold(world, { address: '钟楼巷 5 号' });
  const add = (address: string) =>
    world.call(worker, 'POST /v1/communities/{communityId}/households', {
      params: { communityId: world.communityId },
      body: { address },
    });
  expect(await add('钟楼巷５号')).toMatchObject({ status: 409, code: 'household-exists' });
  const answers = await Promise.all([add('钟楼巷 6 号'), add('钟楼巷6号')]);
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);

  const edit = (address: string) =>
    world.call(worker, 'PATCH /v1/households/{householdId}', {
      params: { householdId: household.id },
      body: { address },
    });
  expect(await edit('钟楼巷 6 号')).toMatchObject({ status: 409, code: 'household-exists' });
  expect(await edit('钟楼巷 5 号 1 楼')).toMatchObject({
    status: 200,
    body: { address: '钟楼巷 5 号 1 楼' },
  });
});

test('a floor area that is mended leaves what was before in the audit log', async () => {
  const household = await createHousehold(world, { floorAreaCm2: 892_300 });
  const edit = (floorAreaCm2: number | null) =>
    world.call(worker, 'PATCH /v1/households/{householdId}', {
      params: { householdId: household.id },
      body: { floorAreaCm2 },
    });
  expect(await edit(900_000)).toMatchObject({ status: 200, body: { floorAreaCm2: 900_000 } });
  await edit(900_000);
  expect(await auditOf(`household/${household.id}`)).toMatchObject([
    { act: 'household.added' },
    {
      act: 'household.edited',
      details: { before: { floorAreaCm2: 892_300 }, after: { floorAreaCm2: 900_000 } },
    },
  ]);
});

test('the register goes by the numbers of doors, page by page, and is searched by address and name', async () => {
  for (const number of [10, 2, 1]) await createHousehold(world, { address: `竹巷 ${number} 号` });
  const person = await world.resident({ name: '欧阳竹青' });
  const ninth = await createHousehold(world, { address: '梅巷 9 号', members: [person] });

  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const { body } = await list({ q: '竹巷', limit: 2, ...(cursor === undefined ? {} : { cursor }) });
    seen.push(...body.items.map(({ address }) => address));
    cursor = body.nextCursor ?? undefined;
  } while (cursor !== undefined);
  expect(seen).toEqual(['竹巷 1 号', '竹巷 2 号', '竹巷 10 号']);
  expect((await list({ q: '梅巷9号' })).body.items).toMatchObject([{ id: ninth.id }]);
  expect((await list({ q: '竹青' })).body.items).toMatchObject([{ id: ninth.id }]);
});

test('who is registered in two households is shown in both', async () => {
  const person = await world.resident();
  const [one, other] = [
    await createHousehold(world, { address: '双井 1 号', members: [person] }),
    await createHousehold(world, { address: '双井 2 号', members: [person] }),
  ];
  const { items } = (await list({ show: 'conflicts' })).body;
  expect(items.map(({ id, members }) => [id, must(members[0]).alsoAt])).toEqual([
    [one.id, ['双井 2 号']],
    [other.id, ['双井 1 号']],
  ]);
});

test('people are found by their whole number or whole name only', async () => {
  const person = await world.resident({ name: '司徒静' });
  const { number } = (await world.call(person, 'GET /v1/me')).body;
  const find = async (q: string) =>
    (
      await world.call(worker, 'GET /v1/communities/{communityId}/residents', {
        params: { communityId: world.communityId },
        query: { q },
      })
    ).body.items;
  const found = [{ personId: person.id, name: '司徒静', numberTail: String(number).slice(-4) }];
  expect(await find(String(number))).toEqual(found);
  expect(await find('司徒静')).toEqual(found);
  expect(await find('司徒')).toEqual([]);
});

test('an owner entitles clerks; who is no clerk any more has no vote', async () => {
  const shop = await world.merchant();
  const owner = await world.person('merchant.owner', shop.id);
  const [clerk, other] = [
    await world.person('merchant.clerk', shop.id, '小满'),
    await world.person('merchant.clerk', shop.id, '小田'),
  ];
  const params = { merchantId: shop.id };
  const entitle = (clerkIds: string[], by = owner) =>
    world.call(by, 'PUT /v1/merchants/{merchantId}/voters', { params, body: { clerkIds } });

  expect((await unitsOf(clerk))[0]).toMatchObject({ kind: 'merchant', mayVote: false });
  expect(await entitle([clerk.id])).toMatchObject({
    status: 200,
    body: {
      items: [
        { personId: owner.id, role: 'owner', mayVote: true },
        { personId: clerk.id, role: 'clerk', mayVote: true },
        { personId: other.id, role: 'clerk', mayVote: false },
      ],
    },
  });
  expect((await unitsOf(clerk))[0]).toMatchObject({ mayVote: true });
  expect(await entitle([clerk.id], clerk)).toMatchObject({ status: 403 });
  expect(await entitle([owner.id])).toMatchObject({ status: 422, code: 'clerk-unknown' });
  expect(await entitle([(await world.resident()).id])).toMatchObject({ status: 422, code: 'clerk-unknown' });

  await entitle([clerk.id]);
  await world.pool.query('delete from role_grants where person_id = $1', [clerk.id]);
  expect(await unitsOf(clerk)).toEqual([]);
  expect(
    (await world.call(owner, 'GET /v1/merchants/{merchantId}/voters', { params })).body.items,
  ).toHaveLength(2);
  await entitle([]);
  expect(await auditOf(`merchant/${shop.id}`)).toMatchObject([
    { act: 'merchant-voters.changed', details: { added: [clerk.id], dropped: [] } },
    { act: 'merchant-voters.changed', details: { added: [], dropped: [clerk.id] } },
  ]);
});
