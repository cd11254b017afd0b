import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as drizzleMigrate } from 'drizzle-orm/node-postgres/migrator';
import { runMigrations as migrateJobs } from 'graphile-worker';
import pg, { type Pool } from 'pg';
import { apiFolder } from '../api-folder.ts';

/**
 * Brings the database up to date: our migrations, forward only, and the tables of the job queue.
 * Processes that start together wait for each other.
 * @throws MigrationError when a migration that already ran was edited since, or is out of order
 */
export async function migrate(url: string, folder: string = migrationsFolder()): Promise<void> {
  const migrations = await readMigrations(folder);
  const client = new pg.Client({ connectionString: url, application_name: 'shangju migrate' });
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    refuseEdited(migrations, await appliedMigrations(client));
    await drizzleMigrate(drizzle(client), { migrationsFolder: folder });
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
}

async function readMigrations(folder: string): Promise<Migration[]> {
  const journal: { entries: { tag: string; when: number }[] } = JSON.parse(
    await readFile(path.join(folder, 'meta', '_journal.json'), 'utf8'),
  );
  const migrations = await Promise.all(
    journal.entries.map(async ({ tag, when }) => {
      const sql = await readFile(path.join(folder, `${tag}.sql`));
      return { tag, at: when, hash: createHash('sha256').update(sql).digest('hex') };
    }),
  );
  // Drizzle skips, without a word, whatever is older than the newest that ran.
  for (const [index, { tag, at }] of migrations.entries()) {
    const before = migrations[index - 1];
    if (before && before.at >= at) {
      throw new MigrationError(`Migration ${tag} is older than ${before.tag} before it: generate it anew.`);
    }
  }
  return migrations;
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
