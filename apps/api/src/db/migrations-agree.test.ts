import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { generateDrizzleJson, generateMigration } from 'drizzle-kit/api';
import type { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apiFolder } from '../api-folder.ts';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';

// drizzle-kit puts an enumerable `random` on all arrays, which what copies schemas by `for … in` takes for an item of them:
// answers of later files in this process were 500.
Reflect.deleteProperty(Array.prototype, 'random');

type Snapshot = ReturnType<typeof generateDrizzleJson>;

let migrated: TestDatabase;
let described: TestDatabase;
let tables: Record<string, unknown>;

beforeAll(async () => {
  [migrated, described, tables] = await Promise.all([
    createTestDatabase(),
    createTestDatabase(),
    tablesInCode(),
  ]);
});

afterAll(async () => {
  await Promise.all([migrated.close(), described.close()]);
});

describe('tables in code and migrations', () => {
  test('agree on what is written down: else run pnpm --filter @shangju/api migrations:new', async () => {
    const written = await newestSnapshot();
    const now = snapshotOf(tables);
    expect({ ...written, id: '', prevId: '' }).toEqual({ ...jsonOf(now), id: '', prevId: '' });
  });

  test('make the same columns, constraints and indexes', async () => {
    await described.pool.query('drop schema public cascade; create schema public');
    for (const statement of await generateMigration(snapshotOf({}), snapshotOf(tables))) {
      await described.pool.query(statement);
    }
    expect(await structureOf(migrated.pool)).toEqual(await structureOf(described.pool));
  });
});

const snapshotOf = (imports: Record<string, unknown>) =>
  generateDrizzleJson(imports, undefined, undefined, 'snake_case');

const jsonOf = (snapshot: Snapshot): Snapshot => JSON.parse(JSON.stringify(snapshot));

async function tablesInCode(): Promise<Record<string, unknown>> {
  const files = (await readdir(path.join(apiFolder, 'src'), { recursive: true })).filter((file) =>
    /(^|\/)tables\.ts$/.test(file),
  );
  const modules = await Promise.all(files.map((file) => import(path.join(apiFolder, 'src', file))));
  return Object.assign({}, ...modules);
}

async function newestSnapshot(): Promise<Snapshot> {
  const folder = path.join(apiFolder, 'migrations', 'meta');
  const newest = (await readdir(folder))
    .filter((file) => file.endsWith('_snapshot.json'))
    .toSorted()
    .at(-1);
  return JSON.parse(await readFile(path.join(folder, newest ?? ''), 'utf8'));
}

/** One line for everything that a table consists of. */
async function structureOf(pool: Pool): Promise<string[]> {
  const { rows } = await pool.query<{ line: string }>(`
    select format('%s.%s %s%s default %s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
        case when a.attnotnull then ' not null' end, pg_get_expr(d.adbin, d.adrelid)) as line
      from pg_attribute a
      join pg_class c on c.oid = a.attrelid and c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
      left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
      where a.attnum > 0 and not a.attisdropped
    union all
    select format('%s: %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
      from pg_constraint where connamespace = 'public'::regnamespace and conrelid <> 0
    union all
    select format('%s: %s', tablename, indexdef) from pg_indexes where schemaname = 'public'
    order by line`);
  return rows.map(({ line }) => line);
}
