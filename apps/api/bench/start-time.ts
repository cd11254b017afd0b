/**
 * `pnpm --filter @shangju/api bench:start`: from `npm start` in a clone that is installed and built to the first
 * answer of `/health/ready`, with the data of the demo there; several times, the embedded database among it.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { apiFolder } from '../src/api-folder.ts';
import { embeddedFolder, ROOT_FOLDER } from '../src/db/embedded-server.ts';
import { freePort } from '../src/testing/free-port.ts';
import { endOnSignal } from './end-on-signal.ts';
import { readFlags } from './read-flags.ts';
import { machineBefore, printReport } from './report.ts';
import { figuresOf } from './rounds.ts';

const GOAL_SECONDS = 3;
const LIMIT_MS = 600_000;

const { sizes, text } = readFlags({ rounds: 5 }, { texts: ['json'] });
const machine = machineBefore();
// The embedded database does not run as root: then its account must reach the folder.
const parent = process.getuid?.() === 0 ? ROOT_FOLDER : tmpdir();
await mkdir(parent, { recursive: true });
const dataDir = await mkdtemp(path.join(parent, 'bench-start-'));
try {
  const first = await startOnce();
  process.stderr.write(`first start, which builds and loads the demo: ${first.toFixed(2)} s\n`);
  const seconds: number[] = [];
  for (let round = 0; round < sizes.rounds; round += 1) {
    seconds.push(await startOnce());
    process.stderr.write(`start ${round + 1} of ${sizes.rounds}: ${seconds.at(-1)?.toFixed(2)} s\n`);
  }
  const figures = figuresOf(seconds);
  await printReport(
    {
      title: 'From npm start to ready, with data present',
      run: sizes,
      lines: [{ what: 'start', figures, unit: 's' }],
      goals: [{ what: 'start, s', figure: figures.median, below: GOAL_SECONDS }],
    },
    machine,
    text('json'),
  );
} finally {
  // For root it lies beside.
  for (const folder of [embeddedFolder(dataDir), dataDir]) await rm(folder, { recursive: true, force: true });
}

async function startOnce(): Promise<number> {
  const [port, metricsPort] = [await freePort(), await freePort()];
  const begin = performance.now();
  const child = spawn('npm', ['start'], {
    cwd: path.join(apiFolder, '../..'),
    stdio: ['ignore', 'ignore', 'inherit'],
    // In a group of its own, so that all of it is ended and nothing else.
    detached: true,
    env: {
      ...process.env,
      DATA_DIR: dataDir,
      HOST: '127.0.0.1',
      PORT: String(port),
      METRICS_PORT: String(metricsPort),
    },
  });
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
    const gone = once(child, 'exit');
    process.kill(-child.pid, 'SIGTERM');
    await gone;
  };
  const ended = endOnSignal(stop);
  try {
    for (;;) {
      const answer = await fetch(`http://127.0.0.1:${port}/health/ready`).catch(() => undefined);
      if (answer?.ok) return (performance.now() - begin) / 1000;
      if (child.exitCode !== null || performance.now() - begin > LIMIT_MS)
        throw new Error('it did not start');
      await wait(20);
    }
  } finally {
    await stop();
    ended();
  }
}
