/**
 * `pnpm torture:variants`: tortures a copy of the API that is broken in each of the ways of `variants/`, with the seeds
 * from 1 on, until a check that fits what was broken finds it. The API as it is must then hold under every seed that
 * found something. Ends with 1 when a variant holds for ten seeds, or the API as it is does not.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { apiFolder } from '../src/api-folder.ts';
import { must } from '../src/must.ts';
import { buildBrokenCopy, variantNames } from './broken-copy.ts';
import { ClosingOrder } from './closing-order.ts';
import { FITTING_CHECKS } from './fitting-checks.ts';
import { KillableDatabase } from './killable-database.ts';
import { runSeed } from './run-seed.ts';

const SEEDS = 10;
const CHARACTERS_SHOWN = 300;

const { values } = parseArgs({
  args: process.argv.slice(2).filter((word) => word !== '--'),
  options: { minutes: { type: 'string', default: '0.4' }, only: { type: 'string' } },
});
const milliseconds = Number(values.minutes) * 60_000;

let failed = 0;
{
  await using closing = new ClosingOrder();
  const database = closing.use(await KillableDatabase.start());
  const seeds = new Set<number>();
  for (const name of await variantNames()) {
    if (values.only !== undefined && values.only !== name) continue;
    const found = await findWith(database, name);
    if (found === undefined) failed += 1;
    else seeds.add(found);
  }
  for (const seed of seeds) if (!(await holdsUnbroken(database, seed))) failed += 1;
}
// Connections that were cut may still hold on to something; all that was started has ended.
process.exit(failed > 0 ? 1 : 0);

/** @returns the seed that found it, as it should be found */
async function findWith(database: KillableDatabase, name: string): Promise<number | undefined> {
  await using closing = new ClosingOrder();
  const { main } = closing.use(await buildBrokenCopy(name));
  const fitting = must(FITTING_CHECKS[name]);
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    const { violations } = await runSeed(seed, { database, main, milliseconds });
    const [first, ...more] = violations.filter((what) => fitting.test(what));
    if (first === undefined) {
      process.stdout.write(
        `${name}: seed ${seed} found nothing that fits (${violations.length} other checks failed)\n`,
      );
      for (const what of violations.slice(0, 2))
        process.stdout.write(`    ${what.slice(0, CHARACTERS_SHOWN)}\n`);
      continue;
    }
    process.stdout.write(`${name}: found by seed ${seed}: ${first.slice(0, CHARACTERS_SHOWN)}\n`);
    if (more.length > 0) process.stdout.write(`    and by ${more.length} checks more\n`);
    return seed;
  }
  process.stdout.write(`${name}: NOT FOUND in ${SEEDS} seeds\n`);
  return undefined;
}

async function holdsUnbroken(database: KillableDatabase, seed: number): Promise<boolean> {
  const main = path.join(apiFolder, 'dist/main.js');
  const { violations } = await runSeed(seed, { database, main, milliseconds });
  const holds = violations.length === 0;
  process.stdout.write(`unbroken, seed ${seed}: ${holds ? 'holds' : `${violations.length} checks failed`}\n`);
  for (const what of violations.slice(0, 3)) process.stdout.write(`    ${what.slice(0, CHARACTERS_SHOWN)}\n`);
  return holds;
}
