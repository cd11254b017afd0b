import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { transaction } from '../../db/transaction.ts';
import { must } from '../../must.ts';
import { createWorld, type Person, type World } from '../../testing/world.ts';
import { tell } from './index.ts';

let world: World;

beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

const tellOf = (...told: [who: Person, title: string, page?: string][]) =>
  transaction(world.pool, (tx) =>
    Promise.all(
      tell(
        tx,
        told.map(([{ id: personId }, title, page]) => ({
          personId,
          title,
          text: `${title}。`,
          ...(page ? { page } : {}),
        })),
      ),
    ),
  );

const listOf = async (who: Person) => (await world.call(who, 'GET /v1/me/notices')).body.items;
const unreadOf = async (who: Person) => (await world.call(who, 'GET /v1/me/notices/unread')).body.count;
const read = (who: Person, upTo: string, key = randomUUID()) =>
  world.call(who, 'POST /v1/me/notices/read', { body: { upTo }, key });

describe('notices', () => {
  test('reach whom they are for, newest first, and nobody else', async () => {
    const [me, neighbour] = [await world.resident(), await world.resident()];
    await tellOf(
      [me, '明天轮到您值日', '/packages/duty/pages/shift/index'],
      [neighbour, '换班有人接了'],
      [me, '还有 30 分钟'],
    );
    expect(await listOf(me)).toMatchObject([
      { title: '还有 30 分钟', text: '还有 30 分钟。', page: null, read: false },
      { title: '明天轮到您值日', page: '/packages/duty/pages/shift/index', read: false },
    ]);
    expect(await listOf(neighbour)).toMatchObject([{ title: '换班有人接了' }]);
    expect([await unreadOf(me), await unreadOf(neighbour)]).toEqual([2, 1]);
  });

  test('of nobody cost nothing', async () => {
    expect(await tellOf()).toEqual([]);
  });

  test('are gone with the transaction that told them', async () => {
    const me = await world.resident();
    const failed = transaction(world.pool, async (tx) => {
      await Promise.all(tell(tx, [{ personId: me.id, title: '一', text: '二' }]));
      throw new Error('no');
    });
    await expect(failed).rejects.toThrow('no');
    expect(await listOf(me)).toEqual([]);
  });

  test('are read up to one, and those that come after are not', async () => {
    const me = await world.resident();
    for (const title of ['一', '二', '三']) await tellOf([me, title]);
    const [, second] = await listOf(me);
    expect(await read(me, must(second).id)).toMatchObject({ status: 200, body: { count: 1 } });
    expect((await listOf(me)).map((notice) => notice.read)).toEqual([false, true, true]);
    expect(await unreadOf(me)).toBe(1);
  });

  test('read with the same key again answers as before, whatever came since', async () => {
    const me = await world.resident();
    await tellOf([me, '一']);
    const [first] = await listOf(me);
    const key = randomUUID();
    expect((await read(me, must(first).id, key)).body).toEqual({ count: 0 });
    await tellOf([me, '二']);
    expect((await read(me, must(first).id, key)).body).toEqual({ count: 0 });
    expect(await unreadOf(me)).toBe(1);
  });

  test('keep the time at which they were first read', async () => {
    const me = await world.resident();
    await tellOf([me, '一'], [me, '二']);
    const [second, first] = await listOf(me);
    const readAt = async () =>
      (await world.pool.query('select read_at from notices where id = $1', [must(first).id])).rows[0];
    await read(me, must(first).id);
    const before = await readAt();
    await read(me, must(second).id);
    expect(await readAt()).toEqual(before);
  });

  test('of others, and such as never were, can not be read', async () => {
    const [me, neighbour] = [await world.resident(), await world.resident()];
    await tellOf([neighbour, '一']);
    const [theirs] = await listOf(neighbour);
    expect(await read(me, must(theirs).id)).toMatchObject({ status: 404, code: 'not-found' });
    expect(await read(me, randomUUID())).toMatchObject({ status: 404, code: 'not-found' });
    expect(await unreadOf(neighbour)).toBe(1);
  });

  test('are counted up to 99, and come page by page', async () => {
    const me = await world.resident();
    await tellOf(...Array.from({ length: 120 }, (_, index): [Person, string] => [me, `第 ${index} 条`]));
    expect(await unreadOf(me)).toBe(99);
    const titles: string[] = [];
    let cursor: string | null = null;
    do {
      const query: { limit: number; cursor?: string } = cursor ? { limit: 50, cursor } : { limit: 50 };
      const { body } = await world.call(me, 'GET /v1/me/notices', { query });
      titles.push(...body.items.map(({ title }) => title));
      cursor = body.nextCursor;
    } while (cursor);
    expect(titles).toEqual(Array.from({ length: 120 }, (_, index) => `第 ${119 - index} 条`));
  });

  test('have no page at a cursor that was not made here', async () => {
    const me = await world.resident();
    const { code } = await world.call(me, 'GET /v1/me/notices', { query: { cursor: 'nonsense' } });
    expect(code).toBe('cursor-invalid');
  });
});
