import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { resetClock, setClock } from '../testing/clock.ts';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { streetNow } from './clock.ts';
import { createPool } from './pool.ts';
import { transaction } from './transaction.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  await database.pool.query('create table notes (words text unique)');
});

afterAll(async () => {
  await database.close();
});

describe('a connection', () => {
  test('reads whole numbers, instants and days as what they are', async () => {
    const { rows } = await database.pool.query(
      `select 42::bigint as number, timestamptz '2026-03-05 08:00+08' as instant, date '2026-03-05' as day,
        null::bigint as nothing, count(*) as counted from notes`,
    );
    expect(rows).toEqual([
      { number: 42, instant: new Date('2026-03-05T00:00:00Z'), day: '2026-03-05', nothing: null, counted: 0 },
    ]);
  });

  test('refuses a number that would lose digits', async () => {
    await expect(database.pool.query('select 9007199254740993::bigint')).rejects.toThrow(RangeError);
  });

  test('that breaks while idle ends nothing', async () => {
    const broken: Error[] = [];
    const pool = createPool({ url: database.url, onError: (error) => broken.push(error) });
    const { rows } = await pool.query<{ pid: number }>('select pg_backend_pid() as pid');
    await database.pool.query('select pg_terminate_backend($1, 5000)', [rows[0]?.pid]);
    await expect.poll(() => broken.length).toBe(1);
    expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    await pool.end();
  });
});

describe('a transaction', () => {
  test('keeps all of what it did', async () => {
    const answer = await transaction(database.pool, async (tx) => {
      await tx.query("insert into notes values ('one'), ('two')");
      return 'done';
    });
    expect(answer).toBe('done');
    expect(await notes()).toEqual(['one', 'two']);
  });

  test('keeps nothing when it throws', async () => {
    const failing = transaction(database.pool, async (tx) => {
      await tx.query("insert into notes values ('three')");
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    expect(await notes()).toEqual(['one', 'two']);
  });

  test('never passes for done when a query in it failed unnoticed', async () => {
    const failing = transaction(database.pool, async (tx) => {
      await tx.query("insert into notes values ('three')");
      await tx.query("insert into notes values ('one')").catch(() => {});
    });
    await expect(failing).rejects.toThrow(/rolled back/);
    expect(await notes()).toEqual(['one', 'two']);
  });

  test('gives its connection back, a broken one excepted', async () => {
    const pool = createPool({ url: database.url, size: 1 });
    const failing = transaction(pool, async (tx) => {
      const { rows } = await tx.query<{ pid: number }>('select pg_backend_pid() as pid');
      await database.pool.query('select pg_terminate_backend($1, 5000)', [rows[0]?.pid]);
      await tx.query('select 1');
    });
    await expect(failing).rejects.toThrow();
    expect(await transaction(pool, (tx) => tx.query('select 1 as one').then(({ rows }) => rows))).toEqual([
      { one: 1 },
    ]);
    await pool.end();
  });

  async function notes(): Promise<string[]> {
    const { rows } = await database.pool.query<{ words: string }>('select words from notes order by words');
    return rows.map(({ words }) => words);
  }
});

describe("the street's clock", () => {
  test('runs with the real time', async () => {
    expect(Math.abs((await streetNow(database.pool)).getTime() - Date.now())).toBeLessThan(2_000);
  });

  test('stands where a test puts it, for every connection and every prepared query', async () => {
    await streetNow(database.pool);
    await setClock(database.pool, new Date('2026-03-05T15:59:59.999Z'));
    const read = await Promise.all(Array.from({ length: 5 }, () => streetNow(database.pool)));
    expect(new Set(read.map((instant) => instant.toISOString()))).toEqual(
      new Set(['2026-03-05T15:59:59.999Z']),
    );
    await resetClock(database.pool);
  });

  test('runs on from where a test moves it', async () => {
    await setClock(database.pool, { offsetMs: 3_600_000 });
    const ahead = (await streetNow(database.pool)).getTime() - Date.now();
    expect(ahead).toBeGreaterThan(3_590_000);
    expect(ahead).toBeLessThan(3_610_000);
    await resetClock(database.pool);
  });
});

test('test databases know nothing of each other', async () => {
  await using other = await createTestDatabase();
  const { rows } = await other.pool.query("select to_regclass('notes') as notes");
  expect(rows).toEqual([{ notes: null }]);
  const client = new pg.Client({ connectionString: other.url });
  await client.connect();
  await client.end();
});
