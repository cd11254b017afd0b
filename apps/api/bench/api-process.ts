import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { apiFolder } from '../src/api-folder.ts';
import { freePort } from '../src/testing/free-port.ts';
import { endOnSignal } from './end-on-signal.ts';
import { BALLOT_SIGNING_KEY, CODE_KEY, JWT_SECRET, ORIGIN } from './secrets.ts';

/** The built API as it runs in production, one process. */
export interface ApiProcess extends AsyncDisposable {
  port: number;
  /** The most memory that it ever held, in MB (2^20 bytes); undefined where the system does not tell. */
  peakMemoryMb(): Promise<number | undefined>;
  /**
   * The event loop's delay since it was last asked, 99 of 100 below it, in ms. Node measures it with a timer of
   * 10 ms, and counts these in: an idle process has 10 to 11.
   */
  eventLoopDelayP99Ms(): Promise<number>;
}

/** @param options.profileFolder where V8 writes what the time went into */
export async function startApi(
  url: string,
  { profileFolder }: { profileFolder?: string | undefined } = {},
): Promise<ApiProcess> {
  const main = path.join(apiFolder, 'dist/main.js');
  if (!existsSync(main)) await promisify(execFile)(process.execPath, ['build.mjs'], { cwd: apiFolder });
  const dataDir = await mkdtemp(path.join(tmpdir(), 'shangju-bench-'));
  const [port, metricsPort] = [await freePort(), await freePort()];
  const profile = profileFolder ? ['--cpu-prof', `--cpu-prof-dir=${path.resolve(profileFolder)}`] : [];
  const child = spawn(process.execPath, [...profile, ...FLAGS, main], {
    stdio: ['ignore', 'ignore', 'inherit'],
    // In a group of its own, Ctrl-C in the terminal leaves it to be ended in order.
    detached: true,
    env: {
      PATH: process.env['PATH'],
      NODE_ENV: 'production',
      DATABASE_URL: url,
      DATA_DIR: dataDir,
      HOST: '127.0.0.1',
      PORT: String(port),
      METRICS_PORT: String(metricsPort),
      PUBLIC_ORIGIN: ORIGIN,
      JWT_SECRET,
      CODE_KEYS: `${CODE_KEY.id}:${CODE_KEY.secret}`,
      BALLOT_SIGNING_KEY: BALLOT_SIGNING_KEY.toString('base64url'),
      RATE_LIMIT_PER_MINUTE: '0',
      JOBS: 'off',
      LOG_LEVEL: 'error',
      H5_DIR: dataDir,
    },
  });
  const stop = async () => {
    await end(child);
    await rm(dataDir, { recursive: true, force: true });
  };
  const ended = endOnSignal(stop);
  const dispose = async () => {
    await stop();
    ended();
  };
  try {
    await untilReady(child, port);
  } catch (error) {
    await dispose();
    throw error;
  }
  return {
    port,
    peakMemoryMb: () => peakMemoryMb(child),
    eventLoopDelayP99Ms: () => eventLoopDelayP99Ms(metricsPort),
    [Symbol.asyncDispose]: dispose,
  };
}

/** As ops/shangju-api@.service starts it. */
const FLAGS = ['--max-old-space-size=512', '--initial-old-space-size=48'];

const READY_LIMIT_MS = 60_000;

async function untilReady(child: ChildProcess, port: number): Promise<void> {
  const deadline = Date.now() + READY_LIMIT_MS;
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${port}/health/ready`).catch(() => undefined);
    if (answer?.ok) return;
    if (child.exitCode !== null || Date.now() > deadline) throw new Error('the API did not start');
    await wait(50);
  }
}

async function peakMemoryMb({ pid }: ChildProcess): Promise<number | undefined> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
}

async function eventLoopDelayP99Ms(metricsPort: number): Promise<number> {
  const answer = await fetch(`http://127.0.0.1:${metricsPort}/metrics`);
  const seconds = /^nodejs_eventloop_lag_p99_seconds (\S+)$/m.exec(await answer.text())?.[1];
  if (seconds === undefined) throw new Error('the metrics tell of no event loop');
  return Number(seconds) * 1000;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  await gone;
}
