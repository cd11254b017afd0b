import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import pg from 'pg';

const api = fileURLToPath(new URL('../../api/', import.meta.url));
const READY_LIMIT_MS = 60_000;

/** The whole demo street as `npm start` brings it up: the built API on a PostgreSQL of its own, serving the built pages. */
export class Street {
  static async open(): Promise<Street> {
    const server = spawn(process.execPath, ['--import', 'tsx', 'src/testing/throw-away-server.ts'], {
      cwd: api,
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const databaseUrl = await firstLine(server);
    const origin = `http://127.0.0.1:${await freePort()}`;
    const process_ = spawn(process.execPath, ['dist/main.js'], {
      cwd: api,
      stdio: ['ignore', 'ignore', 'inherit'],
      env: {
        ...process.env,
        DATABASE_URL: databaseUrl,
        PORT: new URL(origin).port,
        HOST: '127.0.0.1',
        METRICS_PORT: '0',
        PUBLIC_ORIGIN: origin,
        RATE_LIMIT_PER_MINUTE: '0',
        LOG_LEVEL: 'warn',
      },
    });
    const street = new Street(origin, databaseUrl, process_, server);
    await street.#ready();
    return street;
  }

  private constructor(
    readonly origin: string,
    readonly databaseUrl: string,
    readonly api: ChildProcess,
    readonly server: ChildProcess,
  ) {}

  /** Moves the street's one clock on, for everybody; 0 brings it back. */
  async moveClock(minutes: number): Promise<void> {
    await this.query(
      `create or replace function street_now() returns timestamptz language sql volatile
        as $$ select clock_timestamp() + interval '${Math.trunc(minutes)} minutes' $$`,
    );
  }

  async query(text: string): Promise<Record<string, unknown>[]> {
    const client = new pg.Client({ connectionString: this.databaseUrl });
    await client.connect();
    try {
      return (await client.query(text)).rows;
    } finally {
      await client.end();
    }
  }

  /** What `GET path` answers to a person of the demo. */
  async get<Answer>(persona: string, path: string): Promise<Answer> {
    const { accessToken } = await this.#fetch<{ accessToken: string }>('/v1/auth/demo', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ persona }),
    });
    return this.#fetch(path, { headers: { authorization: `Bearer ${accessToken}` } });
  }

  async #fetch<Answer>(path: string, request: RequestInit): Promise<Answer> {
    const answer = await fetch(this.origin + path, request);
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as Answer;
  }

  async close(): Promise<void> {
    await ended(this.api, () => this.api.kill('SIGTERM'));
    await ended(this.server, () => this.server.stdin?.end());
  }

  async #ready(): Promise<void> {
    const deadline = Date.now() + READY_LIMIT_MS;
    while (
      !(await fetch(`${this.origin}/health/ready`).then(
        ({ ok }) => ok,
        () => false,
      ))
    ) {
      if (Date.now() > deadline || this.api.exitCode !== null) throw new Error('the street did not open');
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

async function ended(child: ChildProcess, tell: () => void): Promise<void> {
  if (child.exitCode !== null) return;
  const exit = once(child, 'exit');
  tell();
  await exit;
}

async function firstLine({ stdout }: ChildProcess): Promise<string> {
  let text = '';
  for await (const chunk of stdout ?? []) {
    text += String(chunk);
    if (text.includes('\n')) break;
  }
  return text.trim();
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}
