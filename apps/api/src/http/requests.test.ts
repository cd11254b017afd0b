import { type Endpoint, PAGE_SIZE_DEFAULT } from '@shangju/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { endpoints, type FreeHand, freeHand } from '../testing/free-hand.ts';
import { validValue } from '../testing/valid-value.ts';
import { createWorld, type World } from '../testing/world.ts';

let world: World;
let hand: FreeHand;
beforeAll(async () => {
  world = await createWorld();
  hand = await freeHand(world);
});
afterAll(() => world[Symbol.asyncDispose]());

interface Property {
  type?: string;
  anyOf?: Property[];
  enum?: unknown[];
}
const propertiesOf = (part: Endpoint['body']): [string, Property][] =>
  Object.entries(part?.properties ?? {}) as [string, Property][];
const typesOf = ({ type, anyOf, enum: choices }: Property): string[] => [
  ...(type ? [type] : []),
  ...(choices ? ['string'] : []),
  ...(anyOf ?? []).flatMap(typesOf),
];

const withBody = endpoints.filter(([, { body }]) => body !== undefined);

describe('a body', () => {
  test.each(withBody)('%s: says nothing that the contract does not name', async (key, { body = {} }) => {
    const whole = validValue(body as never) as object;
    const answer = await hand.call(key, { body: { ...whole, misspelt: 1 } });
    expect(answer).toMatchObject({ status: 400, code: 'validation-failed' });
    expect(answer.problem['errors']).toEqual([{ field: 'misspelt', message: '没有这一项' }]);
  });

  test.each(withBody)('%s: keeps to its types, nothing is turned into another', async (key, { body }) => {
    const whole = validValue(body as never) as Record<string, unknown>;
    for (const [name, property] of propertiesOf(body)) {
      const types = typesOf(property);
      const wrong = [
        ...(types.includes('string') ? [] : [String(whole[name])]),
        ...(types.includes('integer') || types.includes('number') ? [] : [1]),
        ...(types.includes('boolean') ? [] : [true]),
        ...(types.includes('null') ? [] : [null]),
        ...(types.includes('array') ? [] : [[whole[name]]]),
        ...(types.includes('object') ? [] : [{ value: whole[name] }]),
      ];
      for (const value of wrong) {
        const answer = await hand.call(key, { body: { ...whole, [name]: value } });
        expect(answer, `${name}: ${JSON.stringify(value)}`).toMatchObject({
          status: 400,
          code: 'validation-failed',
        });
      }
    }
  });

  test.each(withBody)('%s: needs what the contract requires, and is an object', async (key, { body }) => {
    const whole = validValue(body as never) as Record<string, unknown>;
    for (const name of (body as { required?: string[] }).required ?? []) {
      const { [name]: _, ...rest } = whole;
      const answer = await hand.call(key, { body: rest });
      expect(answer).toMatchObject({ status: 400, code: 'validation-failed' });
      expect(answer.problem['errors']).toContainEqual({ field: name, message: '这一项要填' });
    }
    for (const other of [[], [whole]])
      expect((await hand.call(key, { body: other })).code).toBe('validation-failed');
  });
});

describe('a list', () => {
  const lists = endpoints.filter(([, { query }]) => query?.properties['cursor'] !== undefined);
  const queryOf = ({ query }: Endpoint) => (query ? (validValue(query, 'required') as object) : {});

  test.each(lists)('%s: is read by pages of 1 to 100', async (key, contract) => {
    for (const limit of [0, -1, 101, 1.5, 'many', '', '1,2']) {
      expect(
        await hand.call(key, { query: { ...queryOf(contract), limit } }),
        `limit ${limit}`,
      ).toMatchObject({ status: 400, code: 'validation-failed' });
    }
    for (const limit of [1, '100', undefined]) {
      const { status, body } = await hand.call(key, {
        query: { ...queryOf(contract), ...(limit ? { limit } : {}) },
      });
      expect(status).toBe(200);
      const { items } = body as { items: unknown[] };
      expect(items.length).toBeLessThanOrEqual(Number(limit ?? PAGE_SIZE_DEFAULT));
    }
  });

  const cursor = (values: unknown) => Buffer.from(JSON.stringify(values)).toString('base64url');
  const ID = '01890000-0000-7000-8000-00000000abcd';
  const FORGED = [
    'nonsense',
    '!!!!',
    cursor([]),
    cursor({}),
    cursor(null),
    cursor([null]),
    cursor([null, null]),
    cursor(['------------------------------------']),
    cursor([ID.toUpperCase()]),
    cursor([ID, ID]),
    cursor([2 ** 31]),
    cursor([1.5]),
    cursor(['1']),
    cursor([1e300, ID]),
    cursor([2 ** 31, ID]),
    cursor([1, 'x'.repeat(36)]),
    cursor(['2026', ID]),
    cursor(['2026-13-45T00:00:00.000Z', ID]),
    cursor(['0000-01-01T00:00:00.000Z', ID]),
    cursor(["2026-12-05T04:00:00.000Z'; drop table offers; --", ID]),
    cursor([[ID]]),
    cursor([{ toString: 1 }]),
  ];
  test.each(lists)('%s: begins only where a page of it ended', async (key, contract) => {
    for (const forged of FORGED) {
      const answer = await hand.call(key, { query: { ...queryOf(contract), cursor: forged } });
      expect(answer, Buffer.from(forged, 'base64url').toString()).toMatchObject({
        status: 400,
        code: 'cursor-invalid',
      });
    }
    for (const malformed of ['', 'x'.repeat(201)]) {
      expect((await hand.call(key, { query: { ...queryOf(contract), cursor: malformed } })).code).toBe(
        'validation-failed',
      );
    }
  });
});

describe('a query', () => {
  test('is read as text and turned into what the contract says', async () => {
    const { status } = await hand.call('GET /v1/offers', { query: { upToPoints: '12' } });
    expect(status).toBe(200);
    for (const upToPoints of ['', '1.5', '-1', 'all', '1000000001', 'NaN', 'Infinity', '0x10x']) {
      expect((await hand.call('GET /v1/offers', { query: { upToPoints } })).code, upToPoints).toBe(
        'validation-failed',
      );
    }
    const twice = await world.app.inject('/v1/offers?upToPoints=1&upToPoints=2');
    expect(twice.statusCode).toBe(400);
  });

  test('may say more than this version knows', async () => {
    expect((await world.app.inject('/v1/offers?from=share&__proto__=1&constructor=2')).statusCode).toBe(200);
  });

  test.each([
    '2026-02-30',
    '2026-13-01',
    'today',
    '2026-1-1',
    '20261205',
    '0000-01-01',
    "2026-12-05' or 1=1",
    '2026-12-05T00:00:00Z',
  ])('a day that no calendar has is refused: %s', async (day) => {
    for (const [key] of endpoints.filter(([, { query }]) => query?.properties['day'] !== undefined)) {
      expect(await hand.call(key, { query: { day } })).toMatchObject({
        status: 400,
        code: 'validation-failed',
      });
    }
  });

  test('a day of any year there is may be looked at', async () => {
    for (const day of ['0001-01-01', '2026-02-28', '9999-12-31']) {
      expect((await hand.call('GET /v1/merchants/{merchantId}/day', { query: { day } })).body).toMatchObject({
        day,
        checkIns: 0,
      });
    }
  });
});
