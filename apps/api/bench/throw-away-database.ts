import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdir, mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { totalmem } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { startEmbeddedServer } from '../src/db/embedded-server.ts';
import { migrate } from '../src/db/migrate.ts';
import { type ServerAccount, serverAccount } from '../src/db/server-account.ts';
import { databaseOn } from '../src/testing/database-server.ts';
import { debianProgram } from './debian-postgresql.ts';
import { endOnSignal } from './end-on-signal.ts';

/** A PostgreSQL that both sides are measured on, and that is gone afterwards. */
export interface ThrowAwayDatabase extends AsyncDisposable {
  /** As it calls itself. */
  version: string;
  settings: Record<string, string>;
  /** Makes a database with all migrations in it, and gives its address. */
  createDatabase(name: string): Promise<string>;
}

/**
 * Debian's PostgreSQL where it is installed, else the embedded one; on a Unix socket, with its data on the
 * disk and everything that makes a commit last switched on.
 */
export async function startThrowAwayDatabase(): Promise<ThrowAwayDatabase> {
  const { BENCH_SERVER_URL: given, BENCH_TEMPLATE: template } = process.env;
  if (given !== undefined && template !== undefined) return databasesOn(given, template);
  const folder = await mkdtemp(path.join(ON_DISK, 'shangju-bench-'));
  const settings = settingsOf(totalmem());
  const server = await (debianProgram('postgres') ? startDebian : startEmbedded)(folder, settings).catch(
    async (error: unknown) => {
      await rm(folder, { recursive: true, force: true });
      throw error;
    },
  );
  const stop = async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
  const ended = endOnSignal(stop);
  const [answer] = await onServer(server.url('postgres'), 'show server_version');
  return {
    version: `PostgreSQL ${answer?.['server_version']}`,
    settings,
    async createDatabase(name) {
      await onServer(server.url('postgres'), `create database ${pg.escapeIdentifier(name)}`);
      await migrate(server.url(name));
      return server.url(name);
    },
    async [Symbol.asyncDispose]() {
      await stop();
      ended();
    },
  };
}

/** For a run that measures nothing: on a server that is there, as copies of what is migrated there. */
async function databasesOn(serverUrl: string, template: string): Promise<ThrowAwayDatabase> {
  const [answer] = await onServer(serverUrl, 'show server_version');
  const made: string[] = [];
  return {
    version: `PostgreSQL ${answer?.['server_version']}`,
    settings: {},
    async createDatabase(name) {
      const unique = `bench_${name}_${process.pid}`;
      made.push(unique);
      await onServer(serverUrl, `create database ${unique} template ${pg.escapeIdentifier(template)}`);
      return databaseOn(serverUrl, unique);
    },
    async [Symbol.asyncDispose]() {
      for (const name of made) await onServer(serverUrl, `drop database ${name} with (force)`);
    },
  };
}

/** Unlike /tmp it is never held in memory (Filesystem Hierarchy Standard 5.15). */
const ON_DISK = '/var/tmp';

const GIGABYTE = 1024 ** 3;

/** Safe as in production, and sized as the manual advises (section 20.4.1: a quarter of the memory). */
const settingsOf = (memoryBytes: number): Record<string, string> => ({
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  shared_buffers: `${Math.round(Math.min(memoryBytes / 4, 2 * GIGABYTE) / 1024 ** 2)}MB`,
  // A checkpoint in one round and none in another would be measured instead of what is meant.
  max_wal_size: '16GB',
  checkpoint_timeout: '30min',
  max_connections: '100',
  jit: 'off',
  timezone: 'UTC',
});

interface Server {
  url(database: string): string;
  stop(): Promise<void>;
}

const SUPERUSER = 'shangju';

async function startEmbedded(folder: string, settings: Record<string, string>): Promise<Server> {
  const server = await startEmbeddedServer({ folder, settings });
  return {
    url: (database) => server.url.replace('///shangju?', `///${database}?`),
    stop: () => server.stop(),
  };
}

async function startDebian(folder: string, settings: Record<string, string>): Promise<Server> {
  const account = await serverAccount(folder);
  const dataFolder = path.join(folder, 'data');
  const logFile = path.join(folder, 'server.log');
  await mkdir(dataFolder, { mode: 0o700 });
  for (const made of [folder, dataFolder]) if (account) await chown(made, account.uid, account.gid);
  await promisify(execFile)(
    programOf('initdb'),
    ['-D', dataFolder, '--username', SUPERUSER, '--auth', 'trust', '--encoding', 'UTF8', '--locale', 'C'],
    whoRuns(folder, account),
  );
  const child = await launch(folder, account, logFile, {
    ...settings,
    listen_addresses: '',
    unix_socket_directories: folder,
    unix_socket_permissions: '0700',
  });
  const url = (database: string) =>
    `postgresql:///${database}?host=${encodeURIComponent(folder)}&user=${SUPERUSER}`;
  await untilUp(child, url('postgres'), logFile);
  return { url, stop: () => end(child) };
}

function programOf(name: 'initdb' | 'postgres'): string {
  const file = debianProgram(name);
  if (file === undefined) throw new Error(`Debian's package brought no ${name}`);
  return file;
}

const whoRuns = (folder: string, account: ServerAccount | undefined) => ({
  ...account,
  cwd: folder,
  env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
});

async function launch(
  folder: string,
  account: ServerAccount | undefined,
  logFile: string,
  settings: Record<string, string>,
): Promise<ChildProcess> {
  const log = await open(logFile, 'a', 0o600);
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn(programOf('postgres'), ['-D', path.join(folder, 'data'), ...flags], {
    ...whoRuns(folder, account),
    stdio: ['ignore', log.fd, log.fd],
    // In a group of its own, Ctrl-C in the terminal leaves it to be ended in order.
    detached: true,
  });
  await log.close();
  return child;
}

const UP_LIMIT_MS = 30_000;

async function untilUp(child: ChildProcess, url: string, logFile: string): Promise<void> {
  const deadline = Date.now() + UP_LIMIT_MS;
  while (!(await onServer(url, 'select 1').catch(() => undefined))) {
    if (child.exitCode !== null || Date.now() > deadline) {
      await end(child);
      throw new Error(`PostgreSQL did not start: ${await readFile(logFile, 'utf8')}`);
    }
    await wait(50);
  }
}

/** SIGINT is PostgreSQL's fast shutdown. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGINT');
  await gone;
}

async function onServer(url: string, statement: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows;
  } finally {
    await client.end();
  }
}
