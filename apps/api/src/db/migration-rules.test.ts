import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { apiFolder } from '../api-folder.ts';
import { unsafeIn } from './migration-rules.ts';

const folder = path.join(apiFolder, 'migrations');

/** From before there was anything to upgrade. */
const BEFORE_THE_RULES = 8;

describe('a migration', () => {
  test('of ours can run while the release before serves', async () => {
    const files = (await readdir(folder)).filter((name) => name.endsWith('.sql')).toSorted();
    expect(files.length).toBeGreaterThanOrEqual(BEFORE_THE_RULES);
    for (const file of files.slice(BEFORE_THE_RULES)) {
      expect([file, unsafeIn(await readFile(path.join(folder, file), 'utf8'))]).toEqual([file, []]);
    }
  });

  test.each([
    'create index shops_by_name on shops (name)',
    'create unique index "shops_by_name" on "shops" ("name")',
    'create index concurrently shops_by_name on shops (name)',
    'alter table shops alter column name set not null',
    'alter table "shops" add column "name" text not null',
    'alter table shops add column mark uuid default gen_random_uuid()',
    'alter table shops add constraint shops_named check (name is not null)',
    'alter table shops add constraint shops_lane foreign key (lane_id) references lanes (id)',
    'alter table shops add constraint shops_name unique (name)',
    'alter table shops add constraint shops_named check (name is not null) not valid;\nalter table shops validate constraint shops_named',
    'alter table shops alter column number type bigint',
    'alter table "shops" alter column "number" set data type bigint',
    'alter table shops rename column name to title',
    'alter table shops rename to stalls',
    'alter table shops drop column name',
    'drop table shops',
    'truncate shops',
    'lock table shops',
    "update shops set name = ''",
    '-- outside a transaction\ncreate index shops_by_name on shops (name)',
  ])('is refused: %s', (sql) => {
    expect(unsafeIn(sql)).toHaveLength(1);
  });

  test.each([
    'create table shops (id int primary key);--> statement-breakpoint\ncreate index shops_by_id on shops (id)',
    'create table "shops" ("id" int);\n--> statement-breakpoint\nALTER TABLE "shops" ADD CONSTRAINT "one" FOREIGN KEY ("id") REFERENCES "public"."lanes"("id")',
    'alter table shops add column name text',
    "alter table shops add column name text not null default ''",
    '-- outside a transaction\ncreate index concurrently if not exists shops_by_name on shops (name)',
    'alter table shops add constraint shops_named check (name is not null) not valid',
    'alter table shops validate constraint shops_named',
    'alter table shops add constraint shops_name unique using index shops_by_name',
    '-- contract: nobody asks for it since 0012\nalter table shops drop column name',
    "-- outside a transaction\ndo $$ begin loop update shops set name = ''; exit; end loop; end $$",
    'create or replace function street_now() returns timestamptz language sql as $$ select now() $$',
  ])('may be: %s', (sql) => {
    expect(unsafeIn(sql)).toEqual([]);
  });
});
