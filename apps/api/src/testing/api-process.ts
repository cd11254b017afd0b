import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { expect } from 'vitest';
import { apiFolder } from '../api-folder.ts';
import { CODE_KEYS, JWT_SECRET, ORIGIN, type Person, type World } from './world.ts';

export interface ApiProcess {
  child: ChildProcess;
  address: string;
  /** Where its metrics are. */
  metricsUrl: string;
}

/** Starts the API as on a server, on the database of a test; at the end whatever still runs is killed. */
export async function apiProcesses(
  world: World,
): Promise<AsyncDisposable & { start(settings?: Record<string, string>): Promise<ApiProcess> }> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'shangju-killed-'));
  const children: ChildProcess[] = [];
  return {
    async start(settings = {}) {
      const child = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts'], {
        cwd: apiFolder,
        stdio: ['ignore', 'pipe', 'inherit'],
        env: {
          PATH: process.env['PATH'],
          NODE_ENV: 'test',
          DATABASE_URL: world.databaseUrl,
          DATA_DIR: dataDir,
          HOST: '127.0.0.1',
          PORT: '0',
          METRICS_PORT: '0',
          PUBLIC_ORIGIN: ORIGIN,
          JWT_SECRET,
          CODE_KEYS: CODE_KEYS.map(({ id, secret }) => `${id}:${secret}`).join(','),
          RATE_LIMIT_PER_MINUTE: '0',
          JOBS: 'off',
          SEEDS: 'off',
          ...settings,
        },
      });
      children.push(child);
      let metricsUrl = '';
      for await (const line of createInterface({ input: child.stdout })) {
        metricsUrl = /Metrics at (http:[^"\s]+)/.exec(line)?.[1] ?? metricsUrl;
        const address = /Server listening at (http:\/\/127\.0\.0\.1:\d+)/.exec(line)?.[1];
        if (!address) continue;
        child.stdout.resume();
        return { child, address, metricsUrl };
      }
      throw new Error('the process ended before it listened');
    },
    async [Symbol.asyncDispose]() {
      for (const child of children) child.kill('SIGKILL');
      await rm(dataDir, { recursive: true });
    },
  };
}

export interface SentAct {
  who: Person;
  path: string;
  body: object;
  key: string;
}

interface Answered {
  status: number;
  body: unknown;
}

/** As a phone does: whoever is told to come again later, as by a process that has just started, comes again with the same key. */
export async function sendUntilTaken(address: string, act: SentAct): Promise<Answered> {
  for (;;) {
    const answer = await send(address, act);
    if (answer.status !== 503) return answer;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function send(address: string, { who, path: to, body, key }: SentAct): Promise<Answered> {
  const answer = await fetch(`${address}${to}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${who.token}`,
      'content-type': 'application/json',
      'idempotency-key': key,
    },
    body: JSON.stringify(body),
  });
  return { status: answer.status, body: await answer.json() };
}

/**
 * Sends acts that can all be done to a process that is killed in the middle, then all of them again to another.
 * Sees that each is done, and that what the first one answered is what the second one answers.
 * @param afterKill what must hold between the two
 * @returns the second process, and what it answered by key
 */
export async function throughAKill(
  { start }: { start(): Promise<ApiProcess> },
  acts: readonly SentAct[],
  { answersBeforeKill, afterKill }: { answersBeforeKill: number; afterKill?: () => Promise<void> },
): Promise<{ second: ApiProcess; answers: Map<string, Answered> }> {
  const answered = new Map<string, Answered>();
  const first = await start();
  const ended = once(first.child, 'exit');
  await inLanes(acts, async (act) => {
    const answer = await sendUntilTaken(first.address, act).catch(() => undefined);
    if (!answer) return;
    answered.set(act.key, answer);
    if (answered.size === answersBeforeKill) first.child.kill('SIGKILL');
  });
  expect(await ended).toEqual([null, 'SIGKILL']);
  expect(answered.size).toBeGreaterThanOrEqual(answersBeforeKill);
  expect(answered.size).toBeLessThan(acts.length);
  await afterKill?.();

  const second = await start();
  const answers = new Map<string, Answered>();
  await inLanes(acts, async (act) => {
    answers.set(act.key, await sendUntilTaken(second.address, act));
  });
  expect([...answers.values()].filter(({ status }) => status !== 201)).toEqual([]);
  for (const [key, answer] of answered) expect(answers.get(key)).toEqual(answer);
  return { second, answers };
}

const LANES = 30;

/** So many at once, as from so many phones. */
async function inLanes(acts: readonly SentAct[], carryOut: (act: SentAct) => Promise<void>): Promise<void> {
  const waiting = [...acts];
  const lane = async () => {
    for (let act = waiting.shift(); act; act = waiting.shift()) await carryOut(act);
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}
