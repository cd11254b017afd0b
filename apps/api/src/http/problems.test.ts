import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { Problem, type ProblemCode, problemCatalogue } from '@shangju/contracts';
import { Ajv } from 'ajv';
import type { InjectOptions } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createWorld, type Person, type World } from '../testing/world.ts';

let world: World;
let resident: Person;
beforeAll(async () => {
  world = await createWorld();
  resident = await world.resident({ name: '周桂英' });
});
afterAll(() => world[Symbol.asyncDispose]());

const fitsProblem = new Ajv().compile(Problem);

/** Sees that an answer is a whole problem of the catalogue, and nothing but that. */
function expectProblem(
  answer: { statusCode: number; headers: Record<string, unknown>; body: string },
  code: ProblemCode,
): void {
  const problem = JSON.parse(answer.body);
  expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
  expect(fitsProblem(problem), JSON.stringify(fitsProblem.errors)).toBe(true);
  const { status, title } = problemCatalogue[code];
  expect(problem).toMatchObject({ code, status, title, type: `/docs/problems#${code}` });
  expect(answer.statusCode).toBe(status);
}

const send = (more: InjectOptions) =>
  world.app.inject({
    method: 'PATCH',
    url: '/v1/me',
    ...more,
    headers: {
      authorization: `Bearer ${resident.token}`,
      'content-type': 'application/json',
      ...more.headers,
    },
  });

describe('every refusal is a problem', () => {
  test.each([
    ['GET', '/v1/nothing-here'],
    ['POST', '/v1/nothing-here'],
    ['DELETE', '/v1/me'],
    ['GET', '/v1/check-ins'],
    ['GET', '/nothing-here'],
    ['GET', '/docs/nothing-here'],
    ['GET', '/v2/me'],
    ['GET', '/v1/ME'],
    ['GET', '/v1/me/../../etc/passwd'],
  ] as const)('%s %s is not there', async (method, url) => {
    expectProblem(await world.app.inject({ method, url }), 'not-found');
  });

  test('an address that is none', async () => {
    for (const url of ['/v1/merchants/%', '/v1/merchants/%zz', '/%c0%ae']) {
      expectProblem(await world.app.inject(url), 'request-unreadable');
    }
  });

  test('what is not even HTTP', async () => {
    const app = await world.anotherApp();
    const { hostname, port } = new URL(await app.listen({ host: '127.0.0.1', port: 0 }));
    const socket = connect({ host: hostname, port: Number(port) });
    socket.end('GET /v1/me HTTP/1.1\r\nhost: street.example\r\nbroken header\r\n\r\n');
    const [head = '', body = ''] = (await text(socket)).split('\r\n\r\n');
    expect(head).toContain('400');
    expect(head).toContain('application/problem+json');
    expect(JSON.parse(body)).toMatchObject({ code: 'request-unreadable', status: 400 });
  });

  test.each([
    ['{"elderMode": tru'],
    ['{"elderMode": true'],
    ['{elderMode: true}'],
    [''],
    ['\u{feff}{"elderMode": true} {}'],
  ])('a body that is no whole JSON: %s', async (payload) => {
    expectProblem(await send({ payload }), 'body-unreadable');
  });

  test.each([['[]'], ['"text"'], ['1'], ['null'], ['true']])(
    'a body that is JSON but no object: %s',
    async (payload) => {
      expectProblem(await send({ payload }), 'validation-failed');
    },
  );

  test.each([
    ['application/xml', '<elderMode>true</elderMode>'],
    ['text/plain', '{"elderMode": true}'],
    ['application/x-www-form-urlencoded', 'elderMode=true'],
    ['multipart/form-data; boundary=x', '--x--'],
    ['nonsense', '{}'],
  ])('a body of another type: %s', async (type, payload) => {
    expectProblem(await send({ headers: { 'content-type': type }, payload }), 'media-type-unsupported');
  });

  test('a body that is too large', async () => {
    expectProblem(await send({ payload: JSON.stringify({ name: 'x'.repeat(65 * 1024) }) }), 'body-too-large');
  });

  test('a body without end is cut off in time by its declared length', async () => {
    expectProblem(await send({ payload: '{}', headers: { 'content-length': '1000000' } }), 'body-too-large');
  });

  test('a body that reaches for what objects are made of', async () => {
    for (const payload of [
      '{"__proto__": {"admin": true}}',
      '{"elderMode": true, "__proto__": null}',
      '{"constructor": {"prototype": {"admin": true}}}',
    ]) {
      const answer = await send({ payload });
      expect(answer.statusCode).toBe(400);
      expect(answer.headers['content-type']).toContain('application/problem+json');
    }
    expect(Object.hasOwn(Object.prototype, 'admin')).toBe(false);
    expect((await world.call(resident, 'GET /v1/me')).body.elderMode).toBe(false);
  });

  test('what comes twice in a list where each comes once', async () => {
    const { associationId } = await world.merchant();
    const admin = await world.person('association.admin', associationId);
    const twice = await world.call(admin, 'POST /v1/associations/{associationId}/meetings', {
      params: { associationId },
      body: {
        title: '会',
        place: '厅',
        startsAt: new Date(Date.now() + 3_600_000).toISOString(),
        invited: ['merchants', 'merchants'],
        agenda: [],
      },
    });
    expect(twice.problem['errors']).toEqual([{ field: 'invited', message: '有重复的' }]);
  });

  test('a text with a NUL, which no table can hold', async () => {
    expectProblem(await send({ payload: '{"name": "周\\u0000英"}' }), 'validation-failed');
    expectProblem(await world.app.inject('/v1/merchants?q=%00'), 'validation-failed');
    const merchant = await world.merchant();
    const owner = await world.person('merchant.owner', merchant.id);
    const offer = await world.call(owner, 'POST /v1/merchants/{merchantId}/offers', {
      params: { merchantId: merchant.id },
      body: { title: '有\0的', pricePoints: 1 },
    });
    expect(offer).toMatchObject({ status: 400, code: 'validation-failed' });
    expect(offer.problem['errors']).toEqual([{ field: 'title', message: '有认不出的字，请重新输入' }]);
  });

  test('half of a character becomes the sign for it, and is no error', async () => {
    const answer = await send({ payload: '{"name": "周\\ud83d"}' });
    expect([answer.statusCode, answer.json().name]).toEqual([200, '周\ufffd']);
  });

  test('half of a character is none either where the log of administrators keeps it as JSON', async () => {
    const worker = await world.person('community.worker', world.communityId);
    const { status, body } = await world.call(worker, 'POST /v1/communities/{communityId}/households', {
      params: { communityId: world.communityId },
      body: { address: '鱼巷 \ud842 号' },
    });
    expect([status, body.address]).toEqual([201, '鱼巷 \ufffd 号']);
  });

  test('says which fields are wrong, and how', async () => {
    const answer = await send({ payload: JSON.stringify({ name: '', textScale: 'large', more: 1 }) });
    expectProblem(answer, 'validation-failed');
    expect(answer.json().errors).toEqual(
      expect.arrayContaining([
        { field: 'name', message: '至少 1 个字' },
        { field: 'textScale', message: '要填数字' },
        { field: 'more', message: '没有这一项' },
      ]),
    );
  });

  test('names the request, each another', async () => {
    const [one, two] = [await send({ payload: '[]' }), await send({ payload: '[]' })];
    expect(one.json().requestId).toMatch(/^[0-9a-f-]{36}$/);
    expect(one.json().requestId).not.toBe(two.json().requestId);
  });

  test('is kept by nobody on the way', async () => {
    expect((await send({ payload: '[]' })).headers['cache-control']).toBe('no-store');
  });
});

describe('what goes wrong inside', () => {
  test('stays inside', async () => {
    const broken = await createWorld();
    const person = await broken.resident();
    await broken.pool.query('alter table persons rename column elder_mode to somewhere_else');
    const answer = await broken.app.inject({
      url: '/v1/me',
      headers: { authorization: `Bearer ${person.token}` },
    });
    expectProblem(answer, 'internal');
    expect(answer.body).not.toMatch(/elder_mode|column|select|pg|stack/i);
    expect(Object.keys(answer.json()).sort()).toEqual([
      'code',
      'detail',
      'requestId',
      'status',
      'title',
      'type',
    ]);
    await broken[Symbol.asyncDispose]();
  });
});
