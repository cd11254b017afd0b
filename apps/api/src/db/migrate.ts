import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg, { type Pool } from 'pg';
import { apiFolder } from '../api-folder.ts';

/**
 * Brings the database up to date: our migrations, forward only, each in a transaction of its own, and the tables of
 * the job queue. Processes that start together wait for each other; those that serve meanwhile are held up
 * for a second at most at a time, since nobody waits longer for a lock.
 * @throws MigrationError when a migration that already ran was edited since, is out of order, or gets no lock
 */
export async function migrate(url: string, folder: string = migrationsFolder()): Promise<void> {
  const migrations = await readMigrations(folder);
  const client = new pg.Client({ connectionString: url, application_name: 'shangju migrate' });
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const applied = await appliedMigrations(client);
    refuseEdited(migrations, applied);
    await client.query(MARKS);
    const done = new Set(applied.map(({ at }) => at));
    for (const migration of migrations) {
      if (!done.has(migration.at)) await apply(client, migration);
    }
    const { runMigrations: migrateJobs } = await import('graphile-worker');
    await migrateJobs({ connectionString: url });
  } finally {
    await client.end();
  }
}

/** The migrations that this code brings and the database has not had yet, in order. */
export async function pendingMigrations(pool: Pool, folder: string = migrationsFolder()): Promise<string[]> {
  const [migrations, applied] = await Promise.all([readMigrations(folder), appliedMigrations(pool)]);
  const done = new Set(applied.map(({ at }) => at));
  return migrations.filter(({ at }) => !done.has(at)).map(({ tag }) => tag);
}

class MigrationError extends Error {
  override readonly name = 'MigrationError';
}

/** Any number, the same in all processes and used for nothing else. */
const MIGRATION_LOCK = 7_302_026;

/** Beside src and dist alike, so that the bundle finds it too. */
const migrationsFolder = () => path.join(apiFolder, 'migrations');

interface Migration {
  tag: string;
  /** When it was written, in ms since 1970: drizzle's order and its mark of what has run. */
  at: number;
  hash: string;
  statements: string[];
  outsideTransaction: boolean;
}

async function readMigrations(folder: string): Promise<Migration[]> {
  const journal: { entries: { tag: string; when: number }[] } = JSON.parse(
    await readFile(path.join(folder, 'meta', '_journal.json'), 'utf8'),
  );
  const migrations = await Promise.all(
    journal.entries.map(async ({ tag, when }) => {
      const sql = await readFile(path.join(folder, `${tag}.sql`), 'utf8');
      return {
        tag,
        at: when,
        hash: createHash('sha256').update(sql).digest('hex'),
        statements: sql.split('--> statement-breakpoint'),
        outsideTransaction: sql.startsWith(OUTSIDE_TRANSACTION),
      };
    }),
  );
  // Whoever runs an older one after a newer one has a database that no other installation has.
  for (const [index, { tag, at }] of migrations.entries()) {
    const before = migrations[index - 1];
    if (before && before.at >= at) {
      throw new MigrationError(`Migration ${tag} is older than ${before.tag} before it: generate it anew.`);
    }
  }
  return migrations;
}

/**
 * The first line of a migration whose statements run one by one: for indexes that are made concurrently, and rows
 * that are filled in by parts. When it fails it runs again from the start, so each statement must bear that.
 */
export const OUTSIDE_TRANSACTION = '-- outside a transaction';

/** Where drizzle has always kept them. */
const MARKS = `
  create schema if not exists drizzle;
  create table if not exists drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint)`;

/** Whoever waits for a lock has all that come later wait behind: after this long it lets them go first. */
const LOCK_TIMEOUT = '1s';
const LOCK_LIMIT_MS = 120_000;
const BETWEEN_TRIES_MS = 500;

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  const deadline = Date.now() + LOCK_LIMIT_MS;
  for (;;) {
    try {
      await (migration.outsideTransaction ? applyOneByOne : applyAtOnce)(client, migration);
      return;
    } catch (error) {
      if (!isLockRefused(error)) throw error;
      if (Date.now() > deadline) {
        throw new MigrationError(
          `Migration ${migration.tag} got no lock within ${LOCK_LIMIT_MS / 1000} s: ${error.message}. ` +
            'pg_stat_activity shows which transaction is open for so long.',
        );
      }
    }
    await wait(BETWEEN_TRIES_MS);
  }
}

async function applyAtOnce(client: pg.Client, migration: Migration): Promise<void> {
  await client.query('begin');
  try {
    await client.query(`set local lock_timeout = '${LOCK_TIMEOUT}'`);
    for (const statement of migration.statements) await client.query(statement);
    await mark(client, migration);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  }
}

/** What runs concurrently waits for others and has nobody wait: it may take its time. */
async function applyOneByOne(client: pg.Client, migration: Migration): Promise<void> {
  for (const statement of migration.statements) await client.query(statement);
  await mark(client, migration);
}

const mark = (client: pg.Client, { hash, at }: Migration) =>
  client.query('insert into drizzle.__drizzle_migrations (hash, created_at) values ($1, $2)', [hash, at]);

function isLockRefused(error: unknown): error is pg.DatabaseError {
  return error instanceof pg.DatabaseError && /^(55P03|40P01)$/.test(error.code ?? '');
}

async function appliedMigrations(client: Pool | pg.Client): Promise<{ at: number; hash: string }[]> {
  const { rows } = await client.query<{ known: string | null }>(
    `select to_regclass('drizzle.__drizzle_migrations') as known`,
  );
  if (!rows[0]?.known) return [];
  const applied = await client.query<{ at: string; hash: string }>(
    'select created_at::text as at, hash from drizzle.__drizzle_migrations',
  );
  return applied.rows.map(({ at, hash }) => ({ at: Number(at), hash }));
}

function refuseEdited(migrations: Migration[], applied: { at: number; hash: string }[]): void {
  const hashes = new Map(applied.map(({ at, hash }) => [at, hash]));
  const edited = migrations.filter(({ at, hash }) => hashes.has(at) && hashes.get(at) !== hash);
  if (edited.length === 0) return;
  const names = edited.map(({ tag }) => tag).join(', ');
  throw new MigrationError(
    `This database ran another version of ${names}. A migration is never edited after it ran: add a new one.`,
  );
}
