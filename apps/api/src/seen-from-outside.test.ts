import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { contracts } from '@shangju/contracts';
import type { Pool, PoolClient } from 'pg';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { apiFolder } from './api-folder.ts';
import { must } from './must.ts';
import { type ApiProcess, apiProcesses, sendUntilTaken } from './testing/api-process.ts';
import { createWorld, type Person, type World } from './testing/world.ts';

const PATIENCE = { timeout: 15_000, interval: 20 };
const SLOW_QUERY_MS = 50;

let world: World;
let processes: Awaited<ReturnType<typeof apiProcesses>>;
let api: ApiProcess;
let output = '';

beforeAll(async () => {
  world = await createWorld();
  processes = await apiProcesses(world);
  api = await processes.start({ SLOW_QUERY_MS: String(SLOW_QUERY_MS) });
  api.child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
});
afterAll(async () => {
  await processes[Symbol.asyncDispose]();
  await world[Symbol.asyncDispose]();
});

const post = (who: Person, path: string, body: object) =>
  sendUntilTaken(api.address, { who, path, body, key: crypto.randomUUID() });

/** Keeps rows locked until it is told to let go. */
async function holding(pool: Pool, statement: string, ...values: string[]): Promise<() => Promise<void>> {
  const tx: PoolClient = await pool.connect();
  await tx.query('begin');
  await tx.query(statement, values);
  return async () => {
    await tx.query('rollback');
    tx.release();
  };
}

const untilSoManyWait = (count: number, ms = 0) =>
  vi.waitFor(async () => {
    const { rows } = await world.pool.query(
      `select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
        and clock_timestamp() - query_start > $1 * interval '1 millisecond'`,
      [ms],
    );
    expect(rows).toHaveLength(count);
  }, PATIENCE);

interface SlowLine {
  level: number;
  route: string;
  statement: string;
  durationMs: number;
}

/** The first that is meant, once it is there. */
const slowLine = (meant: (slow: { line: string; entry: SlowLine }) => boolean) =>
  vi.waitFor(() => {
    const found = output
      .split('\n')
      .filter((line) => line.includes('"slow query"'))
      .map((line) => ({ line, entry: JSON.parse(line) as SlowLine }))
      .find(meant);
    return must(found);
  }, PATIENCE);

const exposed = async () => (await fetch(api.metricsUrl)).text();

async function sampled(sample: string): Promise<number> {
  const line = (await exposed()).split('\n').find((one) => one.startsWith(`${sample} `));
  return Number(line?.slice(sample.length) ?? 0);
}

describe('a slow query', () => {
  test('is logged with its route and how long it took, without values', async () => {
    const resident = await world.resident({ points: 5 });
    const offerId = await world.offer({ merchant: await world.merchant(), pricePoints: 5 });
    const { id } = (await world.call(resident, 'POST /v1/redemptions', { body: { offerId } })).body;
    const letGo = await holding(
      world.pool,
      'select from accounts where id = $1 for no key update',
      resident.id,
    );
    const answering = post(resident, `/v1/redemptions/${id}/cancel`, {});
    await untilSoManyWait(1, 2 * SLOW_QUERY_MS);
    await letGo();
    expect((await answering).status).toBe(200);

    const route = 'POST /v1/redemptions/:redemptionId/cancel';
    const { line, entry } = await slowLine(
      ({ entry }) => entry.route === route && entry.durationMs >= 2 * SLOW_QUERY_MS,
    );
    expect(entry.level).toBe(40);
    expect(entry.statement.length).toBeGreaterThan(3);
    for (const value of [resident.id, resident.token, id, offerId]) expect(line).not.toContain(value);
    expect(await sampled(`database_slow_queries_total{route="${route}"}`)).toBeGreaterThanOrEqual(1);
  });

  test('of a batch is logged with the route of its requests, and none of what they asked', async () => {
    const merchant = await world.merchant();
    const [one, other] = [
      await world.offer({ merchant, pricePoints: 5 }),
      await world.offer({ merchant, pricePoints: 5 }),
    ];
    const residents = await Promise.all(Array.from({ length: 10 }, () => world.resident({ points: 5 })));
    const LOCK = 'select from offers where id = $1 for update';
    const letGoOne = await holding(world.pool, LOCK, one);
    const letGoOther = await holding(world.pool, LOCK, other);
    const redeem = (who: Person | undefined, offerId: string) =>
      post(who as Person, '/v1/redemptions', { offerId });
    const callers = 'batch_size_requests_sum{batch="callers"}';
    const before = await sampled(callers);

    // Two batches at once are all that there are: who comes now waits, and goes together in the next.
    const answers = [redeem(residents[0], one)];
    await untilSoManyWait(1);
    answers.push(redeem(residents[1], one));
    await untilSoManyWait(2);
    answers.push(...residents.slice(2).map((who) => redeem(who, other)));
    await vi.waitFor(async () => expect(await sampled(callers)).toBe(before + residents.length), PATIENCE);
    await letGoOne();
    await Promise.all(answers.slice(0, 2));
    await untilSoManyWait(1, 2 * SLOW_QUERY_MS);
    await letGoOther();
    for (const answer of await Promise.all(answers)) expect(answer.status).toBe(201);

    const { line } = await slowLine(
      ({ entry }) => entry.route === 'POST /v1/redemptions' && entry.durationMs >= 2 * SLOW_QUERY_MS,
    );
    for (const who of residents) expect(line).not.toContain(who.id);
    expect(await sampled('batch_size_requests_sum{batch="redemptions"}')).toBe(residents.length);
  });
});

test('a slow query of a job is logged with the name of the job', async () => {
  const working = await processes.start({ SLOW_QUERY_MS: String(SLOW_QUERY_MS), JOBS: 'on' });
  let said = '';
  working.child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const letGo = await holding(world.pool, 'lock table redemptions in access exclusive mode');
  await world.pool.query(`select graphile_worker.add_job('give-back-lapsed-holds')`);
  await untilSoManyWait(1, 2 * SLOW_QUERY_MS);
  await letGo();
  await vi.waitFor(
    () =>
      expect(said).toMatch(/"route":"job give-back-lapsed-holds","statement":"lapsed-holds".*"slow query"/),
    PATIENCE,
  );
  working.child.kill('SIGTERM');
});

test('refusals are counted by their code, open streams as long as they are open', async () => {
  const merchant = await world.merchant();
  const clerk = await world.person('merchant.clerk', merchant.id);
  expect((await post(clerk, '/v1/redemptions', {})).status).toBe(400);
  await vi.waitFor(
    async () => expect(await sampled('requests_refused_total{code="validation-failed"}')).toBe(1),
    PATIENCE,
  );
  const leaving = new AbortController();
  await fetch(`${api.address}/v1/merchants/${merchant.id}/arrivals`, {
    headers: { authorization: `Bearer ${clerk.token}` },
    signal: leaving.signal,
  });
  expect(await sampled('event_streams_open')).toBe(1);
  leaving.abort();
  await vi.waitFor(async () => expect(await sampled('event_streams_open')).toBe(0), PATIENCE);
});

describe('the board and the alerts', () => {
  const read = (name: string) => readFile(path.join(apiFolder, '../../ops', name), 'utf8');
  let boardExpressions: string[];
  let alerts: { name: string; text: string; expression: string }[];

  beforeAll(async () => {
    boardExpressions = expressionsIn(JSON.parse(await read('grafana-board.json')));
    alerts = (await read('alerts.yml'))
      .split(/^\s+- alert: /m)
      .slice(1)
      .map((text) => ({
        text,
        name: text.split('\n', 1)[0] ?? '',
        expression: /^ +expr: (.+)$/m.exec(text)?.[1] ?? '',
      }));
  });

  test('ask only for what a process exposes', async () => {
    const types = [...(await exposed()).matchAll(/^# TYPE (\S+) (\S+)$/gm)];
    const names = new Set(
      types.flatMap(([, name, type]) =>
        type === 'histogram' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name],
      ),
    );
    // Prometheus itself says whether it reached a process.
    names.add('up');
    expect(boardExpressions.length).toBeGreaterThan(20);
    expect(alerts.length).toBeGreaterThan(10);
    const asked = [...boardExpressions, ...alerts.map(({ expression }) => expression)];
    for (const expression of asked) {
      const metrics = metricsIn(expression);
      expect(metrics, expression).not.toEqual([]);
      expect(
        metrics.filter((name) => !names.has(name)),
        expression,
      ).toEqual([]);
    }
  });

  test('ask only for routes that there are', () => {
    const routes = new Set(
      Object.keys(contracts).map((key) => key.replace(/^\S+ /, '').replace(/\{(\w+)\}/g, ':$1')),
    );
    const asked = [...boardExpressions, ...alerts.map(({ expression }) => expression)].flatMap((expression) =>
      [...expression.matchAll(/route!?="([^"]+)"/g)].map(([, route]) => route),
    );
    expect(asked.length).toBeGreaterThan(3);
    expect(asked.filter((route) => !routes.has(route ?? ''))).toEqual([]);
  });

  test('each alert says how grave it is, what happened and what to do, and stands in monitoring.md', async () => {
    const page = await readFile(path.join(apiFolder, '../../docs/monitoring.md'), 'utf8');
    for (const { name, text } of alerts) {
      expect(text, name).toMatch(/^ +severity: (critical|warning)$/m);
      expect(text, name).toMatch(/^ +summary: \S.{10,}$/m);
      expect(text, name).toMatch(/^ +description: \S.{30,}$/m);
      expect(page, name).toContain(`\`${name}\``);
    }
  });
});

function expressionsIn(part: unknown): string[] {
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([key, value]) =>
    key === 'expr' && typeof value === 'string' ? [value] : expressionsIn(value),
  );
}

const WORDS_OF_PROMQL = new Set(['and', 'or', 'unless', 'bool', 'offset', 'inf', 'nan']);

/** What is left of an expression once labels, ranges, groupings and functions are taken away. */
function metricsIn(expression: string): string[] {
  const bare = expression
    .replace(/"[^"]*"/g, '')
    .replace(/\{[^}]*\}/g, '')
    .replace(/\[[^\]]*\]/g, '')
    .replace(/\b(by|without|on|ignoring)\s*\([^)]*\)/g, '');
  return [...bare.matchAll(/(?<![\w.])[a-z_]\w*(?!\w|\s*\()/gi)]
    .map(([name]) => name)
    .filter((name) => !WORDS_OF_PROMQL.has(name.toLowerCase()));
}
