import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { ROOT_FOLDER, startEmbeddedServer } from '../db/embedded-server.ts';
import { isAlive } from '../db/is-alive.ts';
import { migrate } from '../db/migrate.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Of a PostgreSQL that the tests may make databases on. */
    databaseServerUrl: string;
    /** A migrated database that each test database is a copy of. */
    templateDatabase: string;
  }
}

/**
 * Vitest's global set-up: one real PostgreSQL for the run, and one migrated template on it. With
 * TEST_DATABASE_URL, of a role that may create databases, an existing server is used instead.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env['TEST_DATABASE_URL'];
  const server = given === undefined ? await startThrowAwayServer() : { url: given, stop: async () => {} };
  const template = `shangju_template_${randomBytes(6).toString('hex')}`;
  await onServer(server.url, `create database ${template}`);
  await migrate(databaseOn(server.url, template));
  project.provide('databaseServerUrl', server.url);
  project.provide('templateDatabase', template);
  return async () => {
    await onServer(server.url, `drop database ${template} with (force)`);
    await server.stop();
  };
}

/** The same server, another database. */
export function databaseOn(serverUrl: string, database: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  return url.href;
}

export async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** Nothing in it outlives the run, so nothing needs to reach the disk. */
export async function startThrowAwayServer(): Promise<{ url: string; stop(): Promise<void> }> {
  const parent = process.getuid?.() === 0 ? ROOT_FOLDER : tmpdir();
  await mkdir(parent, { recursive: true });
  await clearAfterKilledRuns(parent);
  const folder = await mkdtemp(path.join(parent, `${PREFIX}${process.pid}-`));
  const server = await startEmbeddedServer({ folder, settings: UNSAFE_BUT_QUICK });
  return {
    url: server.url,
    async stop() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const PREFIX = 'shangju-test-';

const UNSAFE_BUT_QUICK = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_connections: '300',
  shared_buffers: '128MB',
};

/** A run that was killed left its server running: take it over and end it. */
async function clearAfterKilledRuns(parent: string): Promise<void> {
  const leftovers = (await readdir(parent)).filter((name) => {
    const pid = new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1];
    return pid !== undefined && !isAlive(Number(pid));
  });
  for (const name of leftovers) {
    const folder = path.join(parent, name);
    const server = await startEmbeddedServer({ folder, settings: UNSAFE_BUT_QUICK }).catch(() => undefined);
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
