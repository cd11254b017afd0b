/**
 * `pnpm torture --seed 7 --minutes 0.4`: lays the street of a seed, breaks what carries it while people use it, and
 * checks everything that they were told. `--seeds 50` takes as many seeds, one after another. Ends with 1 when
 * anything was broken.
 */
import { randomInt } from 'node:crypto';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { apiFolder } from '../src/api-folder.ts';
import { ClosingOrder } from './closing-order.ts';
import { KillableDatabase } from './killable-database.ts';
import { runSeed } from './run-seed.ts';
import { sayHowItWent } from './say-how-it-went.ts';

const MINUTES_MAX = 60;
const SEED_MAX = 1_000_000;

const { values } = parseArgs({
  // pnpm hands on the `--` that stands before a script's flags.
  args: process.argv.slice(2).filter((word) => word !== '--'),
  options: {
    seed: { type: 'string' },
    seeds: { type: 'string', default: '1' },
    minutes: { type: 'string', default: '0.4' },
    /** Another build of the API: that of a copy which was broken on purpose. */
    main: { type: 'string', default: path.join(apiFolder, 'dist/main.js') },
  },
});
const first =
  values.seed === undefined ? randomInt(SEED_MAX) : numberOf('seed', values.seed, SEED_MAX * 1_000);
const count = numberOf('seeds', values.seeds, 10_000);
const minutes = numberOf('minutes', values.minutes, MINUTES_MAX);

let broken = 0;
{
  await using closing = new ClosingOrder();
  const database = closing.use(await KillableDatabase.start());
  for (let seed = first; seed < first + count; seed += 1) {
    process.stdout.write(`seed ${seed}, ${minutes} min\n`);
    const outcome = await runSeed(seed, { database, milliseconds: minutes * 60_000, main: values.main });
    process.stdout.write(sayHowItWent(outcome, minutes));
    if (outcome.violations.length > 0) broken += 1;
  }
}
if (count > 1) process.stdout.write(`${count - broken} of ${count} seeds held\n`);
// Connections that were cut may still hold on to something; all that was started has ended.
process.exit(broken > 0 ? 1 : 0);

function numberOf(name: string, text: string, most: number): number {
  const number = Number(text);
  if (number >= 0 && number <= most && text.trim() !== '') return number;
  throw new Error(`--${name} is "${text}": it must be a number up to ${most}`);
}
