import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { createPool } from './pool.ts';
import { onBehalfOf } from './query-origin.ts';
import type { SlowQuery } from './slow-queries.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

const SLOW_MS = 400;
const SLEEP = 'select pg_sleep($1)';
const SLEEP_SECONDS = 0.5;

/** A single connection, and what was slow on it. */
function watchedPool() {
  const slow: SlowQuery[] = [];
  const pool = createPool({
    url: database.url,
    size: 1,
    slowQueries: { slowMs: SLOW_MS, onSlow: (query) => slow.push(query) },
  });
  return { slow, pool, [Symbol.asyncDispose]: () => pool.end() };
}

describe('a slow query', () => {
  test('is told once, not with those that waited behind it in the pipeline', async () => {
    await using watched = watchedPool();
    const client = await watched.pool.connect();
    await Promise.all([
      client.query('select 1'),
      client.query(SLEEP, [SLEEP_SECONDS]),
      client.query('select 2'),
      client.query({ name: 'third', text: 'select 3' }),
    ]);
    client.release();
    expect(watched.slow.map(({ statement }) => statement)).toEqual([SLEEP]);
  });

  test('belongs to whom it was asked by, also when it waited for a connection that another gave back', async () => {
    await using watched = watchedPool();
    const { pool } = watched;
    await Promise.all([
      onBehalfOf(pool, 'first').query(SLEEP, [SLEEP_SECONDS]),
      onBehalfOf(pool, 'second').query({ name: 'sleep', text: SLEEP, values: [SLEEP_SECONDS] }),
      pool.query(SLEEP, [SLEEP_SECONDS]),
    ]);
    expect(watched.slow.map(({ route, statement }) => [route, statement])).toEqual([
      ['first', SLEEP],
      ['second', 'sleep'],
      ['none', SLEEP],
    ]);
    for (const { durationMs } of watched.slow)
      expect(durationMs).toBeLessThan(2 * SLEEP_SECONDS * 1000 + SLOW_MS);
  });

  test('belongs to whoever holds the connection, until it is given back', async () => {
    await using watched = watchedPool();
    const client = await onBehalfOf(watched.pool, 'holder').connect();
    await client.query('select 1');
    await client.query(SLEEP, [SLEEP_SECONDS]);
    client.release();
    await watched.pool.query(SLEEP, [SLEEP_SECONDS]);
    expect(watched.slow.map(({ route }) => route)).toEqual(['holder', 'none']);
  });

  test('is told when it fails, without values, and fails as it would', async () => {
    await using watched = watchedPool();
    await expect(
      watched.pool.query(
        `select 1 /     case when pg_sleep(${SLEEP_SECONDS}) is null\n then 1 else $1::int end, ${'9, '.repeat(100)} 9`,
        [0],
      ),
    ).rejects.toThrow('division by zero');
    const [told] = watched.slow;
    expect(told?.statement).toMatch(
      /^select 1 \/ case when pg_sleep\(0\.5\) is null then 1 else \$1::int end, 9, 9/,
    );
    expect(told?.statement).toHaveLength(120);
  });
});
