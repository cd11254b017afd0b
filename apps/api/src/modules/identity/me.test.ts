import type { BodyOf, Contracts } from '@shangju/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createWorld, type Person, type World } from '../../testing/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

type Change = BodyOf<Contracts['PATCH /v1/me']>;
const change = (who: Person, body: Change) => world.call(who, 'PATCH /v1/me', { body });

test('I am told every role with the name of its place', async () => {
  const association = await world.association();
  const merchant = await world.merchant({ association });
  const me = await world.resident();
  await world.pool.query(
    `insert into role_grants (person_id, role, place_id) values
      ($1, 'merchant.owner', $2), ($1, 'association.admin', $3), ($1, 'street.officer', $4)`,
    [me.id, merchant.id, association.id, world.streetId],
  );
  const { body } = await world.call(me, 'GET /v1/me');
  expect(body.roles).toEqual([
    { role: 'association.admin', placeId: association.id, placeName: expect.stringContaining('测试商会') },
    { role: 'merchant.owner', placeId: merchant.id, placeName: expect.stringContaining('测试小店') },
    { role: 'resident', placeId: world.communityId, placeName: '文化宫社区' },
    { role: 'street.officer', placeId: world.streetId, placeName: '测试街道' },
  ]);
  expect(body.number).toBeGreaterThan(100_000);
});

describe('changing me', () => {
  test('takes what is named and leaves the rest', async () => {
    const me = await world.resident({ name: '周桂英' });
    expect((await change(me, { elderMode: true })).body).toMatchObject({
      name: '周桂英',
      elderMode: true,
      textScale: 1.4,
    });
    expect((await change(me, { textScale: 1.6 })).body).toMatchObject({ elderMode: true, textScale: 1.6 });
    expect((await change(me, { name: '周阿姨', elderMode: false })).body).toMatchObject({
      name: '周阿姨',
      elderMode: false,
      textScale: 1.6,
    });
    expect((await change(me, {})).body).toMatchObject({ name: '周阿姨', elderMode: false, textScale: 1.6 });
    expect((await world.call(me, 'GET /v1/me')).body).toMatchObject({ name: '周阿姨', textScale: 1.6 });
  });

  test('changes nobody else', async () => {
    const [me, neighbour] = [await world.resident({ name: '甲' }), await world.resident({ name: '乙' })];
    await change(me, { name: '丙', elderMode: true });
    expect((await world.call(neighbour, 'GET /v1/me')).body).toMatchObject({ name: '乙', elderMode: false });
  });

  test('letters grow between 1.2 and 1.8 times', async () => {
    const me = await world.resident();
    for (const textScale of [1.2, 1.8, 1.35])
      expect((await change(me, { textScale })).body.textScale).toBe(textScale);
    for (const textScale of [1.19, 1.81, 0, -1, 1e308]) {
      expect(await change(me, { textScale })).toMatchObject({ status: 400, code: 'validation-failed' });
    }
    expect((await world.call(me, 'GET /v1/me')).body.textScale).toBe(1.35);
  });

  test('a name loses the spaces around it, and has one to forty characters', async () => {
    const me = await world.resident({ name: '周桂英' });
    expect((await change(me, { name: '  周 桂英 ' })).body.name).toBe('周 桂英');
    expect((await change(me, { name: '名'.repeat(40) })).body.name).toBe('名'.repeat(40));
    expect((await change(me, { name: '𠮷'.repeat(40) })).body.name).toBe('𠮷'.repeat(40));
    for (const name of ['', '名'.repeat(41)])
      expect((await change(me, { name })).code).toBe('validation-failed');
  });

  test('a name of spaces alone is refused with a sentence, and changes nothing', async () => {
    const me = await world.resident({ name: '周桂英' });
    for (const name of [' ', '　　', '\t\n']) {
      const answer = await change(me, { name, elderMode: true });
      expect(answer).toMatchObject({ status: 400, code: 'validation-failed' });
      expect(answer.problem['errors']).toEqual([{ field: 'name', message: '不能只填空格' }]);
    }
    expect((await world.call(me, 'GET /v1/me')).body).toMatchObject({ name: '周桂英', elderMode: false });
  });

  test('what is not mine to change is refused', async () => {
    const me = await world.resident();
    for (const more of [{ roles: [] }, { number: 1 }, { id: me.id }, { elder_mode: true }]) {
      expect(await change(me, { name: '名', ...more } as Change)).toMatchObject({
        status: 400,
        code: 'validation-failed',
      });
    }
  });
});

describe('a phone that knows no PATCH', () => {
  const post = (who: Person, headers: Record<string, string>, path = '/v1/me') =>
    world.app.inject({
      method: 'POST',
      url: path,
      headers: { authorization: `Bearer ${who.token}`, ...headers },
      payload: { elderMode: true },
    });

  test('sends POST and says what it means', async () => {
    const me = await world.resident();
    const answer = await post(me, { 'x-http-method-override': 'PATCH' });
    expect([answer.statusCode, answer.json()]).toEqual([200, expect.objectContaining({ elderMode: true })]);
  });

  test('can put on no other method, and POST means POST otherwise', async () => {
    const me = await world.resident();
    for (const method of ['DELETE', 'PUT', 'GET', 'patch', 'PATCH, PATCH', '']) {
      expect((await post(me, { 'x-http-method-override': method })).statusCode).toBe(404);
    }
    expect((await post(me, {})).statusCode).toBe(404);
    expect((await world.call(me, 'GET /v1/me')).body.elderMode).toBe(false);
  });

  test('needs to be allowed just the same', async () => {
    const merchant = await world.merchant();
    const offerId = await world.offer({ merchant, pricePoints: 5 });
    const patch = { 'x-http-method-override': 'PATCH' };
    expect((await post(await world.resident(), patch, `/v1/offers/${offerId}`)).statusCode).toBe(403);
    const nobody = await world.app.inject({ method: 'POST', url: '/v1/me', headers: patch, payload: {} });
    expect(nobody.statusCode).toBe(401);
  });
});
