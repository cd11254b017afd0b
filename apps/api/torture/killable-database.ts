import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { type EmbeddedServer, ROOT_FOLDER, startEmbeddedServer } from '../src/db/embedded-server.ts';
import { isAlive } from '../src/db/is-alive.ts';

/** So few that they can run out, and enough for two processes as they are. */
export const MAX_CONNECTIONS = 60;
/** Unlike /tmp it is never held in memory (Filesystem Hierarchy Standard 5.15). */
const ON_DISK = '/var/tmp';

/**
 * A PostgreSQL as the project starts it, its data on the disk and every commit flushed, that can be killed and
 * started again on what it left.
 */
export class KillableDatabase implements AsyncDisposable {
  readonly folder: string;
  #server: EmbeddedServer;
  #harness: pg.Client | undefined;

  private constructor(folder: string, server: EmbeddedServer) {
    this.folder = folder;
    this.#server = server;
  }

  static async start(): Promise<KillableDatabase> {
    const parent = process.getuid?.() === 0 ? ROOT_FOLDER : ON_DISK;
    await mkdir(parent, { recursive: true });
    const folder = await mkdtemp(path.join(parent, 'shangju-torture-'));
    return new KillableDatabase(folder, await launch(folder));
  }

  /** Past every proxy. */
  get url(): string {
    return this.#server.url;
  }

  get socket(): string {
    return path.join(this.#server.socketFolder, '.s.PGSQL.5432');
  }

  /** By the connection of the torture itself; one that was lost is made anew. */
  async query<Row extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<Row[]> {
    this.#harness ??= await connect(this.url);
    const client = this.#harness;
    try {
      return (await client.query<Row>(text, values)).rows;
    } catch (error) {
      this.#harness = undefined;
      await client.end().catch(() => undefined);
      throw error;
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
    await this.#harness?.end().catch(() => undefined);
    await this.#server.stop().catch(() => undefined);
    const pid = await this.#postmaster();
    if (pid !== undefined && isAlive(pid)) await this.kill();
    await rm(this.folder, { recursive: true, force: true });
  }

  async #postmaster(): Promise<number | undefined> {
    const text = await readFile(path.join(this.#server.dataFolder, 'postmaster.pid'), 'utf8').catch(() => '');
    const pid = Number(text.split('\n')[0]);
    return Number.isInteger(pid) && pid > 0 ? pid : undefined;
  }
}

const launch = (folder: string): Promise<EmbeddedServer> =>
  startEmbeddedServer({ folder, settings: { max_connections: String(MAX_CONNECTIONS) } });

export async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, application_name: 'shangju-torture' });
  client.on('error', () => {});
  await client.connect();
  return client;
}
