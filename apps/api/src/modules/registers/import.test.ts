import { randomUUID } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { newId } from '../../new-id.ts';
import { databaseDigest } from '../../testing/database-digest.ts';
import { REGISTER_HEADING, rowsOf, sheetFile } from '../../testing/sheet-file.ts';
import { createWorld, type Person, type World } from '../../testing/world.ts';
import { SHEET_ROWS_MAX } from './read-sheet.ts';

let world: World;
let worker: Person;
let communityId: string;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world[Symbol.asyncDispose]());
beforeEach(async () => {
  communityId = newId();
  await world.pool.query('insert into communities (id, street_id, name) values ($1, $2, $3)', [
    communityId,
    world.streetId,
    '永安里社区',
  ]);
  worker = await world.person('community.worker', communityId);
});

const take = (upload: Buffer, key?: string) =>
  world.call(worker, 'POST /v1/communities/{communityId}/households/import', {
    params: { communityId },
    upload,
    ...(key === undefined ? {} : { key }),
  });

const exported = () =>
  world.call(worker, 'GET /v1/communities/{communityId}/households.xlsx', { params: { communityId } });

const numberOf = async (person: Person) => (await world.call(person, 'GET /v1/me')).body.number;

test('a sheet is taken over, and what it leaves comes out again just so', async () => {
  const [wang, chen] = [await world.resident({ name: '王芳' }), await world.resident({ name: '=陈明' })];
  const file = await sheetFile([
    ['井巷 10 号', 89.23, await numberOf(wang), '王芳'],
    ['井巷 10 号', 89.23, await numberOf(chen), '=陈明'],
    ['井巷 2 号', { formula: 'A1*2', result: 60.5 }, null, null],
    ['=HYPERLINK("http://x")', null, null, null],
  ]);
  expect(await take(file)).toMatchObject({
    status: 200,
    body: { households: 4, made: 3, changed: 0, membersAdded: 2, conflicts: [] },
  });
  const after = await exported();
  const [heading, ...rows] = await rowsOf(after.file);
  expect(heading).toEqual(['地址', '建筑面积（㎡）', '居民编号', '姓名']);
  expect(rows).toEqual([
    [`'=HYPERLINK("http://x")`],
    ['井巷 2 号', 60.5],
    ['井巷 10 号', 89.23, await numberOf(wang), '王芳'],
    ['井巷 10 号', 89.23, await numberOf(chen), `'=陈明`],
  ]);

  const before = await databaseDigest(world.pool);
  for (const again of [file, after.file]) {
    expect(await take(again)).toMatchObject({
      status: 200,
      body: { households: 4, made: 0, changed: 0, membersAdded: 0, conflicts: [] },
    });
  }
  const { 'public.idempotency_keys': _, ...digest } = await databaseDigest(world.pool);
  expect(before).toMatchObject(digest);
});

test('two imports of the same sheet at once take it over once; the same key twice brings the same answer', async () => {
  const person = await world.resident({ name: '王芳' });
  const rows = Array.from({ length: 200 }, (_, index) => [
    `竹巷 ${index + 1} 号`,
    50 + index / 100,
    null,
    null,
  ]);
  const file = await sheetFile([...rows, ['梅巷 1 号', 60, await numberOf(person), '王芳']]);
  const key = randomUUID();
  const answers = await Promise.all([take(file, key), take(file), take(file, key)]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(answers[2]?.body).toEqual(answers[0]?.body);
  expect(
    answers
      .slice(0, 2)
      .map(({ body }) => body.made)
      .sort((a, b) => a - b),
  ).toEqual([0, 201]);
  const { rows: counted } = await world.pool.query(
    'select count(*) as households from households where community_id = $1',
    [communityId],
  );
  expect(counted).toEqual([{ households: 201 }]);
  const audit = await world.pool.query('select act from audit_entries where subject = $1', [
    `community/${communityId}`,
  ]);
  expect(audit.rows).toEqual([{ act: 'register.imported' }]);
});

test('rows in conflict are listed with what to mend, the others are taken over', async () => {
  const person = await world.resident({ name: '王芳' });
  const number = await numberOf(person);
  await take(await sheetFile([['井巷 1 号', 60, number, '王芳']]));
  const { body } = await take(
    await sheetFile([
      ['井巷 1 号', 61, null, null],
      ['井巷 2 号', '六十', null, null],
      ['井巷 3 号', 60, number, '陈明'],
      ['井巷 4 号', 60, 999_999_999, '陈明'],
      ['井巷 5 号', 60, number, '王芳'],
      ['井巷 6 号', { formula: 'NOW()', date1904: false }, null, null],
      ['井巷 7 号', { error: '#REF!' }, null, null],
    ]),
  );
  expect(body).toMatchObject({ households: 2, made: 1, changed: 1, membersAdded: 1 });
  expect(body.conflicts.map(({ row, address }) => [row, address])).toEqual([
    [3, '井巷 2 号'],
    [4, '井巷 3 号'],
    [5, '井巷 4 号'],
    [6, '井巷 5 号'],
    [7, '井巷 6 号'],
    [8, '井巷 7 号'],
  ]);
  expect(body.conflicts[3]?.reason).toContain('同时登记在“井巷 1 号”');
});

test('columns may stand in any order, with others between them', async () => {
  const answer = await take(
    await sheetFile([[1, '60', 'x', '井巷 1 号']], ['序号', '建筑面积（平方米）', '备注', '地址']),
  );
  expect(answer).toMatchObject({ status: 200, body: { made: 1, conflicts: [] } });
});

test('what is no workbook, or one without addresses, is refused', async () => {
  const unreadable = { status: 422, code: 'sheet-unreadable' };
  expect(await take(Buffer.from('地址,建筑面积\n井巷 1 号,60'))).toMatchObject(unreadable);
  expect(await take(await sheetFile([], ['姓名']))).toMatchObject(unreadable);
  const whole = await sheetFile([['井巷 1 号']]);
  for (let end = 1; end < whole.length; end += 331) {
    expect(await take(whole.subarray(0, end))).toMatchObject(unreadable);
  }
});

test('a workbook that unpacks into more than a register can be is refused, whatever it says of itself', async () => {
  const bomb = zipOf('xl/worksheets/sheet1.xml', Buffer.alloc(200 * 1024 * 1024, '<x/>'));
  expect(bomb.length).toBeLessThan(1024 * 1024);
  expect(await take(bomb)).toMatchObject({ status: 413, code: 'sheet-too-large' });
  const honest = zipOf('xl/worksheets/sheet1.xml', Buffer.alloc(200 * 1024 * 1024, '<x/>'), 10);
  expect(await take(honest)).toMatchObject({ status: 413, code: 'sheet-too-large' });
});

test('more rows than a community has people are refused', async () => {
  const rows = Array.from({ length: SHEET_ROWS_MAX + 1 }, (_, index) => [`${index} 号`]);
  expect(await take(await sheetFile(rows, REGISTER_HEADING))).toMatchObject({
    status: 413,
    code: 'sheet-too-large',
  });
});

/** An archive of one entry, with whatever size it claims to have. */
function zipOf(name: string, content: Buffer, claimedBytes = content.length): Buffer {
  const packed = deflateRawSync(content);
  const sizes = Buffer.alloc(8);
  sizes.writeUInt32LE(packed.length, 0);
  sizes.writeUInt32LE(claimedBytes, 4);
  const local = Buffer.concat([
    Buffer.from('504b03041400000008000000000000000000', 'hex'),
    sizes,
    Buffer.from([name.length, 0, 0, 0]),
    Buffer.from(name),
    packed,
  ]);
  const central = Buffer.concat([
    Buffer.from('504b010214001400000008000000000000000000', 'hex'),
    sizes,
    Buffer.from([name.length, 0]),
    Buffer.alloc(16),
    Buffer.from(name),
  ]);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, central, end]);
}
