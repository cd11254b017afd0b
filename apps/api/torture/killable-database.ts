import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { isDatabaseAway } from '../src/db/database-away.ts';
import { type EmbeddedServer, ROOT_FOLDER, startEmbeddedServer } from '../src/db/embedded-server.ts';
import { isAlive } from '../src/db/is-alive.ts';
import { migrate } from '../src/db/migrate.ts';
import { leaveNothing } from './leave-nothing.ts';

/** So few that they can run out, and enough for two processes as they are. */
export const MAX_CONNECTIONS = 34;
const AWAY_LIMIT_MS = 30_000;
/** Unlike /tmp it is never held in memory (Filesystem Hierarchy Standard 5.15). */
const ON_DISK = '/var/tmp';

/**
 * A PostgreSQL as the project starts it, that can be killed and started again on what it left. It does not wait for the
 * disk (`fsync = off`): what a killed process has written is in the cache of the operating system, which lives on. Only
 * a machine that loses its power would lose it, and that is not tried here.
 */
export class KillableDatabase implements AsyncDisposable {
  readonly folder: string;
  #server: EmbeddedServer;
  #harness: pg.Client | undefined;
  #name = TEMPLATE;

  private constructor(folder: string, server: EmbeddedServer) {
    this.folder = folder;
    this.#server = server;
  }

  static async start(): Promise<KillableDatabase> {
    const parent = process.getuid?.() === 0 ? ROOT_FOLDER : ON_DISK;
    await mkdir(parent, { recursive: true });
    const folder = await mkdtemp(path.join(parent, 'shangju-torture-'));
    leaveNothing({ what: 'folder', value: folder, ended: false });
    const database = new KillableDatabase(folder, await launch(folder));
    try {
      await migrate(database.#server.url);
      return database;
    } catch (error) {
      await database[Symbol.asyncDispose]();
      throw error;
    }
  }

  /** Goes on with an empty database of this name, instead of the one before. */
  async beginAnew(name: string): Promise<void> {
    const before = this.#name;
    await this.#disconnect();
    await onServer(this.#server.url, 'postgres', async (client) => {
      if (before !== TEMPLATE) await client.query(`drop database ${before} with (force)`);
      await client.query(`create database ${name} template ${TEMPLATE}`);
    });
    this.#name = name;
  }

  /** Past every proxy. */
  get url(): string {
    return databaseOn(this.#server.url, this.#name);
  }

  get name(): string {
    return this.#name;
  }

  get socket(): string {
    return path.join(this.#server.socketFolder, '.s.PGSQL.5432');
  }

  /** By the connection of the torture itself; while the server is away it asks again, so ask only what can be repeated. */
  async query<Row extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<Row[]> {
    const deadline = Date.now() + AWAY_LIMIT_MS;
    for (;;) {
      try {
        this.#harness ??= await connect(this.url);
        return (await this.#harness.query<Row>(text, values)).rows;
      } catch (error) {
        await this.#disconnect();
        if (!isDatabaseAway(error) || Date.now() > deadline) throw error;
        await wait(20);
      }
    }
  }

  /** Kills the server as a power cut would: nobody is told, nothing is tidied up. */
  async kill(): Promise<void> {
    const pid = await this.#postmaster();
    if (pid === undefined) return;
    process.kill(pid, 'SIGKILL');
    this.#harness = undefined;
    while (isAlive(pid)) await wait(5);
  }

  /** On the same data. */
  async restart(): Promise<void> {
    this.#server = await launch(this.folder);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#disconnect();
    await this.#server.stop().catch(() => undefined);
    const pid = await this.#postmaster();
    if (pid !== undefined && isAlive(pid)) await this.kill();
    await rm(this.folder, { recursive: true, force: true });
    leaveNothing({ what: 'database', value: this.#server.dataFolder, ended: true });
    leaveNothing({ what: 'folder', value: this.folder, ended: true });
  }

  async #disconnect(): Promise<void> {
    await this.#harness?.end().catch(() => undefined);
    this.#harness = undefined;
  }

  async #postmaster(): Promise<number | undefined> {
    const text = await readFile(path.join(this.#server.dataFolder, 'postmaster.pid'), 'utf8').catch(() => '');
    const pid = Number(text.split('\n')[0]);
    return Number.isInteger(pid) && pid > 0 ? pid : undefined;
  }
}

async function launch(folder: string): Promise<EmbeddedServer> {
  const server = await startEmbeddedServer({
    folder,
    settings: { max_connections: String(MAX_CONNECTIONS), fsync: 'off' },
  });
  leaveNothing({ what: 'database', value: server.dataFolder, ended: false });
  return server;
}

/** The one that the embedded server makes: migrated, and left empty. */
const TEMPLATE = 'shangju';

const databaseOn = (serverUrl: string, name: string): string =>
  serverUrl.replace(`///${TEMPLATE}?`, `///${name}?`);

async function onServer(serverUrl: string, name: string, work: (client: pg.Client) => Promise<void>) {
  const client = await connect(databaseOn(serverUrl, name));
  await work(client).finally(() => client.end());
}

export async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, application_name: 'shangju-torture' });
  client.on('error', () => {});
  await client.connect();
  return client;
}
