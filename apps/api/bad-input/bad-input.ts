/**
 * Sends requests that nobody should send to the built API, and sees that it bears them.
 * `pnpm bad-input --seed 1 --requests 100000`, or `--only <number>` for a single one of a seed.
 */
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { endOnSignal } from '../bench/end-on-signal.ts';
import { createWorld } from '../src/testing/world.ts';
import { failuresOf, reportOf } from './report.ts';
import { runBadInput } from './run-bad-input.ts';
import { streetDatabase } from './street-database.ts';
import type { Tally } from './tally.ts';

const { values } = parseArgs({
  args: process.argv.slice(2).filter((word) => word !== '--'),
  options: { seed: { type: 'string' }, requests: { type: 'string' }, only: { type: 'string' } },
});
const seed = wholeNumber('seed', values.seed ?? String(randomInt(2 ** 31)));
const requests = wholeNumber('requests', values.requests ?? '100000');
const only = values.only === undefined ? undefined : wholeNumber('only', values.only);

process.stdout.write(`seed ${seed}\n`);
const world = await createWorld({}, await streetDatabase());
const ended = endOnSignal(async () => world[Symbol.asyncDispose]());
try {
  const result = await runBadInput(world, { seed, requests, only, progress: showProgress(requests) });
  process.stdout.write(`${reportOf(result)}\n`);
  if (failuresOf(result).length > 0) process.exitCode = 1;
} finally {
  ended();
  await world[Symbol.asyncDispose]();
}

function wholeNumber(name: string, text: string): number {
  const number = Number(text.replaceAll('_', ''));
  if (Number.isSafeInteger(number) && number >= 0) return number;
  throw new Error(`--${name} is "${text}": it must be a whole number`);
}

/** A line each tenth of the way, and one for each sort of finding as it comes: a run may be broken off. */
function showProgress(all: number): (tally: Tally) => void {
  let tenthsTold = 0;
  let sortsTold = 0;
  return ({ sent, findings }) => {
    const sorts = findings.sorts();
    for (const { complaint, index } of sorts.slice(sortsTold))
      process.stderr.write(`no. ${index}: ${complaint}\n`);
    sortsTold = sorts.length;
    const tenths = Math.floor((10 * sent) / all);
    if (tenths <= tenthsTold) return;
    tenthsTold = tenths;
    process.stderr.write(`${sent} sent, ${findings.count()} findings\n`);
  };
}
