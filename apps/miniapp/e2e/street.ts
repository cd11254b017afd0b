import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { StreetGate } from './street-gate.ts';

const api = fileURLToPath(new URL('../../api/', import.meta.url));
const READY_LIMIT_MS = 60_000;
const OVERLOADED_LIMIT_MS = 30_000;
const OVERLOADED_RETRY_MS = 500;

/** The whole demo street as `npm start` brings it up: the built API on a PostgreSQL of its own, serving the built pages. */
export class Street {
  static async open(): Promise<Street> {
    const server = spawn(process.execPath, ['--import', 'tsx', 'src/testing/throw-away-server.ts'], {
      cwd: api,
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const databaseUrl = await firstLine(server);
    const gate = await StreetGate.open();
    gate.api = `http://127.0.0.1:${await freePort()}`;
    const process_ = spawn(process.execPath, ['dist/main.js'], {
      cwd: api,
      stdio: ['ignore', 'ignore', 'inherit'],
      env: {
        ...process.env,
        DATABASE_URL: databaseUrl,
        PORT: new URL(gate.api).port,
        HOST: '127.0.0.1',
        METRICS_PORT: '0',
        PUBLIC_ORIGIN: gate.origin,
        RATE_LIMIT_PER_MINUTE: '0',
        LOG_LEVEL: 'warn',
      },
    });
    const street = new Street(gate, databaseUrl, process_, server);
    await street.#ready();
    return street;
  }

  private constructor(
    readonly gate: StreetGate,
    readonly databaseUrl: string,
    readonly api: ChildProcess,
    readonly server: ChildProcess,
  ) {}

  get origin(): string {
    return this.gate.origin;
  }

  /** What the street's one clock says. */
  get now(): Date {
    return new Date(Date.now() + this.gate.aheadMs);
  }

  /** Moves the street's one clock on, for everybody; 0 brings it back. */
  moveClock(minutes: number): Promise<void> {
    return this.#moveClock(minutes * 60_000);
  }

  /** Sets the street's one clock, for everybody; it goes on from there. */
  setClock(instant: string): Promise<void> {
    return this.#moveClock(Date.parse(instant) - Date.now());
  }

  async #moveClock(aheadMs: number): Promise<void> {
    this.gate.aheadMs = Math.trunc(aheadMs);
    await this.query(
      `create or replace function street_now() returns timestamptz language sql volatile
        as $$ select clock_timestamp() + interval '${this.gate.aheadMs} milliseconds' $$`,
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
    return this.#fetch(path, { headers: await this.#authorization(persona) });
  }

  /** What `POST path` answers to a person of the demo. */
  async post<Answer>(persona: string, path: string, body: object = {}): Promise<Answer> {
    return this.#fetch(path, {
      method: 'POST',
      headers: {
        ...(await this.#authorization(persona)),
        'content-type': 'application/json',
        'idempotency-key': randomUUID(),
      },
      body: JSON.stringify(body),
    });
  }

  async #authorization(persona: string): Promise<{ authorization: string }> {
    const { accessToken } = await this.#fetch<{ accessToken: string }>('/v1/auth/demo', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ persona }),
    });
    return { authorization: `Bearer ${accessToken}` };
  }

  async #fetch<Answer>(path: string, request: RequestInit): Promise<Answer> {
    const deadline = Date.now() + OVERLOADED_LIMIT_MS;
    for (;;) {
      // Behind the gate: what is wrong with the line is wrong for phones.
      const answer = await fetch(this.gate.api + path, request);
      if (answer.ok) return (await answer.json()) as Answer;
      // A busy machine says so; it asks to come again.
      const mayComeAgain = answer.status === 503 && Date.now() < deadline;
      if (!mayComeAgain) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
      await new Promise((resolve) => setTimeout(resolve, OVERLOADED_RETRY_MS));
    }
  }

  async close(): Promise<void> {
    await ended(this.api, () => this.api.kill('SIGTERM'));
    await this.gate.close();
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
