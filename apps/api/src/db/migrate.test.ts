import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Pool } from 'pg';

import { afterEach, beforeEach, describe, expect, inject, test, vi } from 'vitest';
import { databaseOn, onServer } from '../testing/database-server.ts';
import { migrate, pendingMigrations } from './migrate.ts';
import { createPool } from './pool.ts';

let folder: string;
let url: string;
let pool: Pool;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'shangju-migrations-'));
  await mkdir(path.join(folder, 'meta'));
  const name = `shangju_test_${path.basename(folder).replaceAll(/\W/g, '_').toLowerCase()}`;
  await onServer(inject('databaseServerUrl'), `create database ${name}`);
  url = databaseOn(inject('databaseServerUrl'), name);
  pool = createPool({ url });
});

afterEach(async () => {
  await pool.end();
  await onServer(inject('databaseServerUrl'), `drop database ${new URL(url).pathname.slice(1)} with (force)`);
  await rm(folder, { recursive: true });
});

describe('migrations', () => {
  test('are pending until they ran, once each and in order', async () => {
    await write({
      '0000_shops': 'create table shops (id int)',
      '0001_names': 'alter table shops add name text',
    });
    expect(await pendingMigrations(pool, folder)).toEqual(['0000_shops', '0001_names']);
    await migrate(url, folder);
    expect(await pendingMigrations(pool, folder)).toEqual([]);

    await pool.query("insert into shops values (1, '小面')");
    await write({
      '0000_shops': 'create table shops (id int)',
      '0001_names': 'alter table shops add name text',
      '0002_open': 'alter table shops add open boolean not null default true',
    });
    expect(await pendingMigrations(pool, folder)).toEqual(['0002_open']);
    await migrate(url, folder);
    expect((await pool.query('select * from shops')).rows).toEqual([{ id: 1, name: '小面', open: true }]);
  });

  test('run once when several processes start together', async () => {
    await write({ '0000_shops': 'create table shops (id int)', '0001_one': 'insert into shops values (1)' });
    await Promise.all(Array.from({ length: 4 }, () => migrate(url, folder)));
    expect((await pool.query('select * from shops')).rows).toEqual([{ id: 1 }]);
  });

  test('leave nothing of the one that fails, and what came before it', async () => {
    await write({
      '0000_shops': 'create table shops (id int)',
      '0001_wrong': 'create table stalls (id int); alter table stands add name text',
    });
    await expect(migrate(url, folder)).rejects.toThrow();
    expect(await pendingMigrations(pool, folder)).toEqual(['0001_wrong']);
    const { rows } = await pool.query(
      "select to_regclass('shops') as shops, to_regclass('stalls') as stalls",
    );
    expect(rows).toEqual([{ shops: 'shops', stalls: null }]);
  });

  test('let others go first while a lock is not to be had, and come again', async () => {
    await write({ '0000_shops': 'create table shops (id int)' });
    await migrate(url, folder);
    const reader = await pool.connect();
    await reader.query('begin');
    await reader.query('select from shops');
    await write({
      '0000_shops': 'create table shops (id int)',
      '0001_names': 'alter table shops add name text',
    });
    const migrated = migrate(url, folder);
    await vi.waitFor(async () => expect(await waiting()).toBe(1), { timeout: 5_000, interval: 10 });
    // Behind one that waits for the table alone: it is answered although the reader goes on.
    await pool.query('select from shops');
    expect(await pendingMigrations(pool, folder)).toEqual(['0001_names']);
    await reader.query('commit');
    reader.release();
    await migrated;
    expect(await pendingMigrations(pool, folder)).toEqual([]);
  });

  test('make an index concurrently, and fill in rows by parts', async () => {
    await write({
      '0000_shops': 'create table shops (id int, name text); insert into shops select generate_series(1, 25)',
      '0001_names': [
        '-- outside a transaction',
        'create index concurrently if not exists shops_by_name on shops (name);--> statement-breakpoint',
        `do $$ begin loop
          update shops set name = id::text where id in (select id from shops where name is null limit 10);
          exit when not found;
          commit;
        end loop; end $$`,
      ].join('\n'),
    });
    await migrate(url, folder);
    const { rows } = await pool.query(
      `select count(name)::int as named, (select indisvalid from pg_index where indexrelid = 'shops_by_name'::regclass) as valid from shops`,
    );
    expect(rows).toEqual([{ named: 25, valid: true }]);
  });

  test('are refused when one that ran was edited', async () => {
    await write({ '0000_shops': 'create table shops (id int)' });
    await migrate(url, folder);
    await write({ '0000_shops': 'create table shops (id bigint)' });
    await expect(migrate(url, folder)).rejects.toThrow(/ran another version of 0000_shops/);
  });

  test('are refused out of order', async () => {
    await write({
      '0000_shops': 'create table shops (id int)',
      '0001_names': 'alter table shops add name text',
    });
    const file = path.join(folder, 'meta/_journal.json');
    await writeFile(file, (await readFile(file, 'utf8')).replace('"when":1001', '"when":900'));
    await expect(migrate(url, folder)).rejects.toThrow(/0001_names is older than 0000_shops/);
  });

  test('bring the tables of the job queue', async () => {
    await write({ '0000_shops': 'create table shops (id int)' });
    await migrate(url, folder);
    await pool.query("select graphile_worker.add_job('any')");
    expect((await pool.query('select task_identifier from graphile_worker.jobs')).rows).toEqual([
      { task_identifier: 'any' },
    ]);
  });
});

/** Who wait for a lock on a table of this database. */
async function waiting(): Promise<number> {
  const { rows } = await pool.query<{ waiting: number }>(
    `select count(*)::int as waiting from pg_locks
      where not granted and locktype = 'relation' and database = (select oid from pg_database where datname = current_database())`,
  );
  return rows[0]?.waiting ?? 0;
}

async function write(migrations: Record<string, string>): Promise<void> {
  const entries = Object.keys(migrations).map((tag, idx) => ({
    idx,
    tag,
    when: 1000 + idx,
    breakpoints: true,
  }));
  await writeFile(path.join(folder, 'meta/_journal.json'), JSON.stringify({ version: '7', entries }));
  for (const [tag, text] of Object.entries(migrations))
    await writeFile(path.join(folder, `${tag}.sql`), text);
}
