import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { apiProcesses } from './testing/api-process.ts';
import { createWorld, type World } from './testing/world.ts';

let world: World;
let processes: Awaited<ReturnType<typeof apiProcesses>>;
beforeAll(async () => {
  world = await createWorld();
  processes = await apiProcesses(world);
});
afterAll(async () => {
  await processes[Symbol.asyncDispose]();
  await world[Symbol.asyncDispose]();
});

/** Loaded beside the process: at these signals something goes wrong that no code of ours waits for. */
const GOES_WRONG = `
  process.on('SIGUSR2', () => { throw new TypeError('nobody waits for this') });
  process.on('SIGWINCH', () => { Promise.reject(new TypeError('nobody waits for this')) });`;

test.each(['SIGUSR2', 'SIGWINCH'] as const)(
  'an error that nobody caught (%s) is logged, and the process ends in order and with 1',
  { timeout: 60_000 },
  async (signal) => {
    const { child, address } = await processes.start({
      NODE_OPTIONS: `--import "data:text/javascript,${encodeURIComponent(GOES_WRONG)}"`,
    });
    const lines: string[] = [];
    child.stdout?.setEncoding('utf8').on('data', (text: string) => lines.push(text));
    expect((await fetch(`${address}/health/live`)).status).toBe(200);
    const ended = once(child, 'exit');
    child.kill(signal);
    expect(await ended).toEqual([1, null]);
    const entry = lines
      .join('')
      .split('\n')
      .find((line) => line.includes('nobody caught this'));
    expect(JSON.parse(entry ?? '{}')).toMatchObject({
      level: 60,
      err: { type: 'TypeError', message: 'nobody waits for this' },
    });
  },
);
