import { randomInt } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createWorld, type World } from '../src/testing/world.ts';
import { answerReader } from './answer-reader.ts';
import { type ChangeLog, watchChanges } from './change-log.ts';
import { complaintsOf } from './judge-answer.ts';
import { memoryTrend } from './memory-trend.ts';
import { reportOf } from './report.ts';
import { wellFramed } from './request-bytes.ts';
import { runBadInput } from './run-bad-input.ts';
import type { Operation } from './served-operations.ts';

/** Beside all other tests; `pnpm bad-input` sends fifty times as many. */
const REQUESTS = 2_000;
const DURATION_MS_MAX = 10_000;

test('whatever is sent is answered as the document says, and changes nothing where it is refused', async () => {
  await using world = await createWorld();
  const seed = randomInt(2 ** 31);
  process.stdout.write(`bad input: seed ${seed}\n`);
  const result = await runBadInput(world, { seed, requests: REQUESTS, durationMsMax: DURATION_MS_MAX });
  const { tally, errors, filesOfNobody } = result;
  expect(tally.sent).toBeGreaterThan(0);
  expect({ found: tally.findings.count(), errors, filesOfNobody }, reportOf(result)).toEqual({
    found: 0,
    errors: [],
    filesOfNobody: 0,
  });
}, 90_000);

describe('the watch over changes', () => {
  let world: World;
  let changes: ChangeLog;
  beforeAll(async () => {
    world = await createWorld();
    changes = await watchChanges(world.pool);
  });
  afterAll(() => world[Symbol.asyncDispose]());

  test('sees rows that are added, changed and removed, each once', async () => {
    const { id } = await world.resident();
    expect(await changes.take()).toEqual(
      expect.arrayContaining(['insert persons', 'insert accounts', 'insert sessions', 'insert role_grants']),
    );
    await world.pool.query('update persons set elder_mode = true where id = $1', [id]);
    await world.pool.query('delete from role_grants where person_id = $1', [id]);
    expect(await changes.take()).toEqual(['delete role_grants', 'update persons']);
    expect(await changes.take()).toEqual([]);
  });

  test('sees nothing of what is rolled back, or meets no row', async () => {
    await world.pool.query('update persons set elder_mode = true where false');
    const client = await world.pool.connect();
    await client.query('begin');
    await client.query('update persons set elder_mode = not elder_mode');
    await client.query('rollback');
    client.release();
    expect(await changes.take()).toEqual([]);
  });
});

describe('an answer is found wrong', () => {
  const operation: Operation = {
    method: 'GET',
    path: '/v1/a',
    parameters: [],
    answers: {
      200: { mediaType: 'application/json', schema: { type: 'object', required: ['a'] }, codes: [] },
      404: { mediaType: 'application/problem+json', codes: ['not-found'] },
    },
  };
  const request = wellFramed({ kind: 'sound', operation, method: 'GET', target: '/v1/a', headers: [] });
  const complaints = (status: number, body: unknown, mediaType = 'application/json') =>
    complaintsOf(request, {
      fault: undefined,
      durationMs: 1,
      answer: {
        status,
        headers: { 'content-type': mediaType },
        body: Buffer.from(JSON.stringify(body)),
        keepsAlive: true,
      },
    });
  const problem = {
    type: '/docs/problems#forbidden',
    title: '没有权限',
    detail: '您的身份还不能做这件事',
    code: 'forbidden',
    status: 403,
    requestId: '1',
  };

  test.each([
    ['a 5xx', 500, problem, 'application/problem+json'],
    ['a body that breaks its schema', 200, {}, 'application/json'],
    ['a status that nobody declared', 201, { a: 1 }, 'application/json'],
    ['another media type', 200, { a: 1 }, 'text/html'],
    ['a code that nobody declared', 403, problem, 'application/problem+json'],
    ['a refusal that is no problem', 404, { error: 'Not Found' }, 'application/json'],
    [
      'a problem without a sentence for a person',
      404,
      { ...problem, status: 404, code: 'not-found', detail: 'no' },
      'application/problem+json',
    ],
  ])('for %s', (_, status, body, mediaType) => {
    expect(complaints(status, body, mediaType)).not.toEqual([]);
  });

  test('and not otherwise', () => {
    expect(complaints(200, { a: 1 })).toEqual([]);
    expect(
      complaints(404, { ...problem, status: 404, code: 'not-found' }, 'application/problem+json'),
    ).toEqual([]);
  });

  test('as HTTP: cut short, split in two, with headers that are none', () => {
    const read = (text: string) => answerReader('GET', false).read(Buffer.from(text));
    expect(read('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok')).toBe('whole');
    expect(read('HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\nok')).toBe('more');
    expect(read('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nokHTTP/1.1 200 OK')).toContain('more came');
    expect(read('HTTP/1.1 200 OK\r\na b: c\r\n\r\n')).toContain('no header');
    expect(read('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n')).toBe('whole');
  });
});

test('a leak rises, a warm-up and noise do not', () => {
  const samples = (of: (at: number) => number) =>
    Array.from({ length: 40 }, (_, at) => ({
      sent: at * 100,
      heapUsed: of(at),
      rss: 0,
      external: 0,
      arrayBuffers: 0,
    }));
  const rises = (of: (at: number) => number) => memoryTrend(samples(of), ({ heapUsed }) => heapUsed).rises;
  expect(rises((at) => 50 + at)).toBeCloseTo(19);
  expect(rises((at) => Math.min(50, 10 * at))).toBe(0);
  expect(rises((at) => (at === 39 ? 56 : 50))).toBe(0);
  expect(Math.abs(rises((at) => 50 + (at % 2)))).toBeLessThan(1);
});
