import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Pool } from 'pg';

import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
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

  test('leave nothing behind when one fails', async () => {
    await write({
      '0000_shops': 'create table shops (id int)',
      '0001_wrong': 'alter table stalls add name text',
    });
    await expect(migrate(url, folder)).rejects.toThrow();
    expect(await pendingMigrations(pool, folder)).toEqual(['0000_shops', '0001_wrong']);
    expect((await pool.query("select to_regclass('shops') as shops")).rows).toEqual([{ shops: null }]);
  });

  test('are refused when one that ran was edited', async () => {
    await write({ '0000_shops': 'create table shops (id int)' });
    await migrate(url, folder);
    await write({ '0000_shops': 'create table shops (id bigint)' });
    await expect(migrate(url, folder)).rejects.toThrow(/ran another version of 0000_shops/);
  });

  test('are refused out of order, where drizzle would skip them', async () => {
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
