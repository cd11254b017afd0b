import { execFile, spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import {
  appendFile,
  chmod,
  chown,
  lstat,
  mkdir,
  mkdtemp,
  open,
  readFile,
  readlink,
  realpath,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { type Binaries, copiedBinaries, packagedBinaries, sharedFolder } from './embedded-binaries.ts';
import { isAlive } from './is-alive.ts';
import { type ServerAccount, serverAccount } from './server-account.ts';

/** A real PostgreSQL that this process started, or found running and shares. */
export interface EmbeddedServer {
  /** Of the database `shangju`; psql and pgbench take it as it is. */
  url: string;
  socketFolder: string;
  dataFolder: string;
  logFile: string;
  /** Ends the server if no other process uses it. */
  stop(): Promise<void>;
}

/**
 * Starts PostgreSQL on a folder, which it makes and fills the first time. It listens on a Unix
 * socket in a folder that only its owner may enter, so it needs no password and no port.
 *
 * Processes that start the same folder share one server; the last one that stops ends it. A server
 * whose processes were killed is taken over, and the traces of one that was killed are cleared.
 *
 * @param options.folder see embeddedFolder
 * @param options.settings of postgresql.conf, over those below
 * @param options.startLimitMs how long it may take until it answers; a recovery takes as long as there is to recover
 * @throws Error with a sentence that a person can act on
 */
export async function startEmbeddedServer(options: {
  folder: string;
  settings?: Record<string, string>;
  startLimitMs?: number;
}): Promise<EmbeddedServer> {
  const account = await serverAccount(options.folder);
  const place = await preparePlace(options.folder, account);
  await initialise(place, options.settings ?? {});
  const keeper = await join(place, options.startLimitMs ?? START_LIMIT_MS);
  await createDatabase(place);
  return {
    url: databaseUrl(place, DATABASE),
    socketFolder: place.socketFolder,
    dataFolder: place.dataFolder,
    logFile: place.logFile,
    stop: () => leave(place, keeper),
  };
}

/**
 * Where the embedded server of a data folder lives: in it; for root below /var/lib/shangju, since
 * PostgreSQL runs as another user then, who may not enter root's folders.
 */
export function embeddedFolder(dataDir: string): string {
  if (process.getuid?.() !== 0) return path.join(dataDir, 'postgres');
  const clone = path.basename(dataDir).startsWith('.') ? path.dirname(dataDir) : dataDir;
  const word = path
    .basename(clone)
    .replaceAll(/[^A-Za-z0-9]+/g, '-')
    .slice(0, 24);
  return path.join(ROOT_FOLDER, `${word}-${shortHash(dataDir)}`);
}

export const ROOT_FOLDER = '/var/lib/shangju';

const DATABASE = 'shangju';
const SUPERUSER = 'shangju';

const SETTINGS: Record<string, string> = {
  listen_addresses: '',
  unix_socket_permissions: '0700',
  max_connections: '100',
  shared_buffers: '256MB',
  jit: 'off',
  synchronous_commit: 'on',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // Details would name the values of rows, and so persons.
  log_error_verbosity: 'terse',
};

/** Each process holds it shared while it uses the server: who can have it alone is the last one. */
const USE_LOCK = 7_302_027;

const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 30_000;
const POLL_MS = 20;

/** sun_path holds 104 bytes on macOS and 108 on Linux, with a zero at the end. */
const SOCKET_PATH_LIMIT_BYTES = 103;
const SOCKET_NAME = '.s.PGSQL.5432';

interface Place {
  account: ServerAccount | undefined;
  binaries: Binaries;
  folder: string;
  dataFolder: string;
  socketFolder: string;
  logFile: string;
}

async function preparePlace(given: string, account: ServerAccount | undefined): Promise<Place> {
  if (given.startsWith(`${ROOT_FOLDER}/`)) await sharedFolder(ROOT_FOLDER);
  await privateFolder(given, account);
  const folder = await realpath(given);
  const binaries = account ? await copiedBinaries(await rootFolder()) : packagedBinaries();
  const socketFolder = socketFolderOf(folder);
  await privateFolder(socketFolder, account);
  return {
    account,
    binaries,
    folder,
    dataFolder: path.join(folder, 'data'),
    socketFolder,
    logFile: path.join(folder, 'server.log'),
  };
}

async function rootFolder(): Promise<string> {
  await sharedFolder(ROOT_FOLDER);
  return ROOT_FOLDER;
}

/** @throws Error if the folder belongs to someone else: whoever owns it could read all data */
async function privateFolder(folder: string, account: ServerAccount | undefined): Promise<void> {
  const uid = account?.uid ?? process.getuid?.();
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (account) await chown(folder, account.uid, account.gid);
  const made = await lstat(folder);
  if (!made.isDirectory() || made.uid !== uid) {
    throw new Error(`The folder ${folder} belongs to another user. Remove it or choose another DATA_DIR.`);
  }
  await chmod(folder, 0o700);
}

function socketFolderOf(folder: string): string {
  const inside = path.join(folder, 'socket');
  if (Buffer.byteLength(path.join(inside, SOCKET_NAME)) <= SOCKET_PATH_LIMIT_BYTES) return inside;
  return path.join('/tmp', `shangju-${process.getuid?.() ?? ''}-${shortHash(folder)}`);
}

const shortHash = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 10);

/** Makes the data folder the first time. It appears whole or not at all, however many try at once. */
async function initialise(place: Place, settings: Record<string, string>): Promise<void> {
  const version = await readFile(path.join(place.dataFolder, 'PG_VERSION'), 'utf8').catch(() => undefined);
  if (version === undefined) await makeDataFolder(place);
  else if (version.trim() !== place.binaries.major) {
    throw new Error(
      `The data in ${place.dataFolder} was made by PostgreSQL ${version.trim()}, this one is ${place.binaries.major}. ` +
        'Bring it over with pg_dump and pg_restore, or move the folder away to begin anew.',
    );
  }
  const lines = Object.entries({ ...SETTINGS, unix_socket_directories: place.socketFolder, ...settings });
  await writeOwned(
    place,
    path.join(place.dataFolder, OWN_CONF),
    lines.map(([name, value]) => `${name} = ${quoted(value)}\n`).join(''),
  );
}

const OWN_CONF = 'shangju.conf';

const quoted = (value: string) => `'${value.replaceAll("'", "''")}'`;

async function makeDataFolder(place: Place): Promise<void> {
  const unfinished = await mkdtemp(path.join(place.folder, 'unfinished-'));
  if (place.account) await chown(unfinished, place.account.uid, place.account.gid);
  const flags = ['--username', SUPERUSER, '--auth', 'trust', '--encoding', 'UTF8', '--locale', 'C'];
  try {
    await promisify(execFile)(place.binaries.initdb, ['-D', unfinished, ...flags, '--no-instructions'], {
      ...whoRuns(place),
      timeout: START_LIMIT_MS,
    });
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error);
    throw new Error(`PostgreSQL could not make its data folder: ${said.trim()}`);
  }
  await appendFile(path.join(unfinished, 'postgresql.conf'), `include '${OWN_CONF}'\n`);
  await writeOwned(place, path.join(unfinished, 'pg_hba.conf'), 'local all all trust\n');
  await writeOwned(place, path.join(unfinished, OWN_CONF), '');
  await rename(unfinished, place.dataFolder).catch(() => rm(unfinished, { recursive: true }));
}

async function writeOwned(place: Place, file: string, text: string): Promise<void> {
  const unfinished = `${file}.${randomUUID()}`;
  await writeFile(unfinished, text, { mode: 0o600 });
  if (place.account) await chown(unfinished, place.account.uid, place.account.gid);
  await rename(unfinished, file);
}

const whoRuns = ({ account, folder }: Place) => ({
  ...account,
  cwd: folder,
  // PostgreSQL would take PGDATA, PGPORT and the like from whoever calls.
  env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
});

/** Connects to the server, which it starts where none runs, and marks it as used until disconnected. */
async function join(place: Place, limitMs: number): Promise<pg.Client> {
  const deadline = Date.now() + limitMs;
  let launched: Launch | undefined;
  for (;;) {
    const keeper = await useServer(place);
    if (keeper) return keeper;
    if (launched?.failed() && !(await runningServer(place))) {
      const said = await launched.said();
      // Backends of a server that was killed may need a moment to notice.
      if (!/shared memory block|lock file/.test(said)) throw new Error(`PostgreSQL did not start: ${said}`);
      launched = undefined;
      await wait(POLL_MS * 10);
    }
    if (!launched && !(await runningServer(place))) launched = await launch(place);
    if (Date.now() > deadline) {
      throw new Error(
        `PostgreSQL did not answer within ${limitMs / 1000} s; it says why in ${place.logFile}.`,
      );
    }
    await wait(POLL_MS);
  }
}

/** Undefined while the server does not take connections. */
async function useServer(place: Place): Promise<pg.Client | undefined> {
  const client = new pg.Client({
    connectionString: databaseUrl(place, 'postgres'),
    application_name: 'shangju keeper',
  });
  // When the server goes, the pools notice by themselves.
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('select pg_advisory_lock_shared($1)', [USE_LOCK]);
    return client;
  } catch (error) {
    await client.end().catch(() => {});
    if (isNotUpYet(error)) return undefined;
    throw error;
  }
}

/** Nobody listens, or the server is on its way up or down. */
function isNotUpYet(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  return /^(ENOENT|ECONNREFUSED|ECONNRESET|EPIPE|57P0[123])$/.test(code) || /terminated/.test(error.message);
}

interface Launch {
  failed(): boolean;
  /** What the server wrote since it was launched. */
  said(): Promise<string>;
}

async function launch(place: Place): Promise<Launch> {
  const log = await openLog(place);
  const begin = (await log.stat()).size;
  let failed = false;
  const server = spawn(place.binaries.postgres, ['-D', place.dataFolder], {
    ...whoRuns(place),
    // In a group of its own, Ctrl-C in the terminal does not end it before the requests are answered.
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
  });
  server.on('exit', () => {
    failed = true;
  });
  server.on('error', () => {
    failed = true;
  });
  server.unref();
  await log.close();
  return {
    failed: () => failed,
    said: async () => (await readFile(place.logFile)).subarray(begin).toString('utf8').trim(),
  };
}

const LOG_LIMIT_BYTES = 10_000_000;

async function openLog(place: Place) {
  const size = await stat(place.logFile).then(
    (file) => file.size,
    () => 0,
  );
  if (size > LOG_LIMIT_BYTES) await rename(place.logFile, `${place.logFile}.old`);
  return open(place.logFile, 'a', 0o600);
}

/** The process that serves this data folder. Clears what a killed one left behind. */
async function runningServer(place: Place): Promise<number | undefined> {
  const file = path.join(place.dataFolder, 'postmaster.pid');
  const text = await readFile(file, 'utf8').catch(() => '');
  const pid = Number(text.split('\n')[0]);
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  if (await servesFolder(pid, place.dataFolder)) return pid;
  // Its number went to another process since, so PostgreSQL would not dare to start.
  if (isAlive(pid)) await rm(file, { force: true });
  return undefined;
}

async function servesFolder(pid: number, dataFolder: string): Promise<boolean> {
  if (process.platform === 'linux') {
    const folder = await readlink(`/proc/${pid}/cwd`).catch((error: NodeJS.ErrnoException) => error.code);
    if (folder !== 'EACCES' && folder !== 'EPERM') return folder === dataFolder;
    const name = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '');
    return name.trim() === 'postgres';
  }
  const { stdout } = await promisify(execFile)('ps', ['-o', 'comm=', '-p', String(pid)]).catch(() => ({
    stdout: '',
  }));
  return path.basename(stdout.trim()) === 'postgres';
}

async function createDatabase(place: Place): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl(place, 'postgres') });
  client.on('error', () => {});
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [DATABASE]);
    if (rowCount === 0) await client.query(`create database ${DATABASE}`);
  } catch (error) {
    const taken = error instanceof pg.DatabaseError && /^(42P04|23505)$/.test(error.code ?? '');
    if (!taken) throw error;
  } finally {
    await client.end();
  }
}

function databaseUrl(place: Place, database: string): string {
  return `postgresql:///${database}?host=${encodeURIComponent(place.socketFolder)}&user=${SUPERUSER}`;
}

async function leave(place: Place, keeper: pg.Client): Promise<void> {
  const last = await isLast(keeper).catch(() => true);
  const pid = last ? await runningServer(place) : undefined;
  // SIGINT is PostgreSQL's fast shutdown: clients are let go, nothing committed is lost.
  if (pid !== undefined) signal(pid, 'SIGINT');
  await keeper.end().catch(() => {});
  if (pid === undefined) return;
  const deadline = Date.now() + STOP_LIMIT_MS;
  while (await runningServer(place)) {
    if (Date.now() > deadline)
      throw new Error(`PostgreSQL (process ${pid}) does not stop; see ${place.logFile}.`);
    await wait(POLL_MS);
  }
}

async function isLast(keeper: pg.Client): Promise<boolean> {
  await keeper.query('select pg_advisory_unlock_shared($1)', [USE_LOCK]);
  const { rows } = await keeper.query<{ last: boolean }>('select pg_try_advisory_lock($1) as last', [
    USE_LOCK,
  ]);
  return rows[0]?.last === true;
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
