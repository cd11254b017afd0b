import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { apiFolder } from '../api-folder.ts';
import { CODE_KEYS, JWT_SECRET, ORIGIN, type Person, type World } from './world.ts';

export interface ApiProcess {
  child: ChildProcess;
  address: string;
}

/** Starts the API as on a server, on the database of a test; at the end whatever still runs is killed. */
export async function apiProcesses(
  world: World,
): Promise<AsyncDisposable & { start(): Promise<ApiProcess> }> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'shangju-killed-'));
  const children: ChildProcess[] = [];
  return {
    async start() {
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
        },
      });
      children.push(child);
      for await (const line of createInterface({ input: child.stdout })) {
        const address = /Server listening at (http:\/\/127\.0\.0\.1:\d+)/.exec(line)?.[1];
        if (!address) continue;
        child.stdout.resume();
        return { child, address };
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

export interface Answered {
  status: number;
  body: unknown;
}

/** As a phone does: whoever is told to come again later comes again, with the same key. */
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

const LANES = 30;

/** So many at once, as from so many phones. */
export async function inLanes(
  acts: readonly SentAct[],
  carryOut: (act: SentAct) => Promise<void>,
): Promise<void> {
  const waiting = [...acts];
  const lane = async () => {
    for (let act = waiting.shift(); act; act = waiting.shift()) await carryOut(act);
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}
