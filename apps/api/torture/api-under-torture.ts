import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { BALLOT_SIGNING_KEY, CODE_KEY, JWT_SECRET, ORIGIN } from '../bench/secrets.ts';
import { freePort } from '../src/testing/free-port.ts';
import { leaveNothing } from './leave-nothing.ts';

const POOL_SIZE = 6;
const READY_LIMIT_MS = 60_000;
const BETWEEN_STARTS_MS = 100;

/** The built API as in production, which is killed and started again at the same address. */
export class ApiUnderTorture implements AsyncDisposable {
  readonly name: string;
  port = 0;
  readonly logFile: string;
  /** Times it ended without anybody having killed it. */
  readonly ownEnds: string[] = [];
  readonly #environment: NodeJS.ProcessEnv;
  readonly #main: string;
  #child: ChildProcess | undefined;
  /** The child that has been ready. */
  #served: ChildProcess | undefined;
  #kills = 0;
  #ended = false;

  constructor(given: ApiGiven) {
    this.name = given.name;
    this.logFile = path.join(given.folder, `${given.name}.log`);
    this.#main = given.main;
    this.#environment = {
      PATH: process.env['PATH'],
      NODE_ENV: 'production',
      DATABASE_URL: `postgresql://shangju@127.0.0.1:${given.databasePort}/${given.databaseName}`,
      DATABASE_POOL_SIZE: String(POOL_SIZE),
      DATA_DIR: path.join(given.folder, 'data'),
      H5_DIR: path.join(given.folder, 'data'),
      HOST: '127.0.0.1',
      METRICS_PORT: '0',
      PUBLIC_ORIGIN: ORIGIN,
      JWT_SECRET,
      CODE_KEYS: `${CODE_KEY.id}:${CODE_KEY.secret}`,
      BALLOT_SIGNING_KEY: BALLOT_SIGNING_KEY.toString('base64url'),
      // All who call here call from one address.
      RATE_LIMIT_PER_MINUTE: '0',
      LOG_LEVEL: 'warn',
    };
  }

  async start(): Promise<void> {
    this.port = await freePort();
    await this.restart();
  }

  /** SIGKILL, in the middle of whatever it does. */
  async kill(): Promise<void> {
    this.#kills += 1;
    const child = this.#child;
    this.#child = undefined;
    if (!child || child.exitCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }

  async restart(): Promise<void> {
    await this.#launch();
    await this.untilReady();
  }

  async untilReady(): Promise<void> {
    const deadline = Date.now() + READY_LIMIT_MS;
    while (!(await this.isReady())) {
      if (this.#ended) return;
      if (Date.now() > deadline)
        throw new Error(`${this.name} was not ready within a minute; see ${this.logFile}`);
      await wait(50);
    }
    this.#served = this.#child;
  }

  /** As far as is known. */
  get isServing(): boolean {
    return this.#child !== undefined && this.#served === this.#child;
  }

  async isReady(): Promise<boolean> {
    const answer = await fetch(`http://127.0.0.1:${this.port}/health/ready`).catch(() => undefined);
    return answer?.ok === true;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#ended = true;
    await this.kill();
  }

  /** One at a time, and none that was killed before it began. */
  async #launch(): Promise<void> {
    const kills = this.#kills;
    const log = await open(this.logFile, 'a');
    if (this.#child || this.#kills !== kills || this.#ended) return log.close();
    const child = spawn(process.execPath, ['--enable-source-maps', this.#main], {
      stdio: ['ignore', log.fd, log.fd],
      // In a group of its own, Ctrl-C in the terminal leaves it to be ended in order.
      detached: true,
      env: { ...this.#environment, PORT: String(this.port) },
    });
    void log.close();
    this.#child = child;
    const { pid } = child;
    if (pid !== undefined) leaveNothing({ what: 'process', value: pid, ended: false });
    child.on('exit', (code, signal) => {
      if (pid !== undefined) leaveNothing({ what: 'process', value: pid, ended: true });
      if (this.#child !== child) return;
      // A start that finds no database ends by itself; one that has served must not.
      if (this.#served === child) this.ownEnds.push(`${this.name} ended by itself with ${signal ?? code}`);
      // As whoever looks after processes does.
      this.#child = undefined;
      const kills = this.#kills;
      setTimeout(() => this.#kills === kills && void this.#launch(), BETWEEN_STARTS_MS);
    });
  }
}

interface ApiGiven {
  name: string;
  main: string;
  /** Where its log and what it keeps go. */
  folder: string;
  /** Of its proxy. */
  databasePort: number;
  databaseName: string;
}
