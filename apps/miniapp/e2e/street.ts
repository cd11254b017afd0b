import { randomBytes, randomUUID } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { ApiRun } from './api-run.ts';
import { StreetGate } from './street-gate.ts';

const OVERLOADED_LIMIT_MS = 30_000;
const OVERLOADED_RETRY_MS = 500;

/** The whole demo street as `npm start` brings it up: the built API on a database of its own, serving the built pages. */
export class Street {
  static async open(): Promise<Street> {
    const template = new URL(inject('streetTemplateUrl'));
    const name = `street_${randomBytes(6).toString('hex')}`;
    await onServer(template, `create database ${name} template ${databaseOf(template)}`);
    const url = new URL(template);
    url.pathname = `/${name}`;
    const gate = await StreetGate.open();
    const api = await ApiRun.start({ DATABASE_URL: url.href, PUBLIC_ORIGIN: gate.origin });
    gate.api = api.origin;
    return new Street(gate, url, api);
  }

  private constructor(
    readonly gate: StreetGate,
    readonly database: URL,
    readonly api: ApiRun,
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
    const client = new pg.Client({ connectionString: this.database.href });
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
    await this.api.stop();
    await this.gate.close();
    await onServer(this.database, `drop database ${databaseOf(this.database)} with (force)`);
  }
}

const databaseOf = ({ pathname }: URL): string => pathname.slice(1);

/** Over the server's own database: nobody may be on one that is copied, or dropped. */
async function onServer(url: URL, statement: string): Promise<void> {
  const own = new URL(url);
  own.pathname = '/postgres';
  const client = new pg.Client({ connectionString: own.href });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
