import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { endOnSignal } from '../bench/end-on-signal.ts';
import { apiFolder } from '../src/api-folder.ts';
import { SETTINGS } from '../src/config.ts';
import { freePort } from '../src/testing/free-port.ts';
import { CODE_KEYS, JWT_SECRET, ORIGIN } from '../src/testing/world.ts';

/** The built API in a process of its own. */
export interface ApiUnderTest extends AsyncDisposable {
  port: number;
  address: string;
  /** After garbage was collected. */
  memory(): Promise<Memory>;
  /** Requests that took the process itself over a second, by route, since its start. */
  overASecond(): Promise<Record<string, number>>;
  /** Files of pictures that lie on its disk. */
  pictureFiles(): Promise<string[]>;
  /** What it wrote as errors. */
  errors(): readonly string[];
  isRunning(): boolean;
}

export interface Memory {
  rss: number;
  heapUsed: number;
  external: number;
  arrayBuffers: number;
}

/** @param dataDir where pictures lie, for all processes */
export async function startApiUnderTest(databaseUrl: string, dataDir: string): Promise<ApiUnderTest> {
  const main = path.join(apiFolder, 'dist/main.js');
  if (!existsSync(main)) await promisify(execFile)(process.execPath, ['build.mjs'], { cwd: apiFolder });
  const [port, metricsPort] = [await freePort(), await freePort()];
  const probe = pathToFileURL(path.join(apiFolder, 'bad-input/memory-probe.mjs')).href;
  const child = spawn(process.execPath, ['--expose-gc', '--import', probe, '--enable-source-maps', main], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: {
      PATH: process.env['PATH'],
      NODE_ENV: 'test',
      DATABASE_URL: databaseUrl,
      DATA_DIR: dataDir,
      HOST: '127.0.0.1',
      PORT: String(port),
      METRICS_PORT: String(metricsPort),
      PUBLIC_ORIGIN: ORIGIN,
      JWT_SECRET,
      CODE_KEYS: CODE_KEYS.map(({ id, secret }) => `${id}:${secret}`).join(','),
      ...WITHOUT_RATE_LIMITS,
      DEMO_MODE: 'on',
      // What they do is no answer to any request.
      JOBS: 'off',
      SEEDS: 'off',
      LOG_LEVEL: 'error',
      H5_DIR: path.join(dataDir, 'pages'),
    },
  });
  const errors = linesOf(child);
  const address = `http://127.0.0.1:${port}`;
  const ended = endOnSignal(() => end(child));
  await untilReady(child, address).catch(async (error: unknown) => {
    await end(child);
    throw error;
  });
  return {
    port,
    address,
    errors: () => errors,
    isRunning: () => child.exitCode === null && child.signalCode === null,
    async memory() {
      const told = once(child, 'message') as Promise<[Memory]>;
      child.send('memory');
      return (await told)[0];
    },
    overASecond: async () =>
      overASecond(await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text()),
    async pictureFiles() {
      const all = await readdir(path.join(dataDir, 'pictures/'), {
        recursive: true,
        withFileTypes: true,
      }).catch(() => []);
      return all.filter((entry) => entry.isFile()).map(({ parentPath, name }) => path.join(parentPath, name));
    },
    async [Symbol.asyncDispose]() {
      ended();
      await end(child);
    },
  };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  await gone;
}

/** @param picturesFolder where those lie that were there before */
export async function temporaryDataDir(
  picturesFolder: string,
): Promise<AsyncDisposable & { folder: string }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'shangju-bad-input-'));
  await symlink(picturesFolder, path.join(folder, 'pictures'));
  return { folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
}

/** How they limit is tested elsewhere; here they would leave little to be seen. */
const WITHOUT_RATE_LIMITS = Object.fromEntries(
  Object.keys(SETTINGS)
    .filter((name) => /^RATE_LIMIT_.*_PER_MINUTE$|^RATE_LIMIT_PER_MINUTE$/.test(name))
    .map((name) => [name, '1000000']),
);

const ERRORS_KEPT = 200;

function linesOf(child: ChildProcess): string[] {
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      if (lines.length < ERRORS_KEPT)
        lines.push(
          ...text.split('\n').filter((line) => line.includes('"level":') || stream === child.stderr),
        );
    });
  }
  return lines;
}

const READY_LIMIT_MS = 60_000;

async function untilReady(child: ChildProcess, address: string): Promise<void> {
  const deadline = Date.now() + READY_LIMIT_MS;
  for (;;) {
    const answer = await fetch(`${address}/health/ready`).catch(() => undefined);
    if (answer?.ok) return;
    if (child.exitCode !== null || Date.now() > deadline) throw new Error('the API did not start');
    await wait(50);
  }
}

function overASecond(metrics: string): Record<string, number> {
  const counts = new Map<string, { within: number; all: number }>();
  for (const [, le, method, route, count] of metrics.matchAll(BUCKET)) {
    if (le !== '1' && le !== '+Inf') continue;
    const name = `${method} ${route}`;
    const known = counts.get(name) ?? { within: 0, all: 0 };
    counts.set(
      name,
      le === '1'
        ? { ...known, within: known.within + Number(count) }
        : { ...known, all: known.all + Number(count) },
    );
  }
  return Object.fromEntries(
    [...counts]
      .map(([name, { within, all }]) => [name, all - within] as const)
      .filter(([, over]) => over > 0),
  );
}

const BUCKET =
  /^http_request_duration_seconds_bucket\{le="([^"]+)",method="([^"]+)",route="([^"]+)",status="\d+"\} (\d+)$/gm;
