/**
 * `pnpm torture:variants`: breaks a copy of the API in each of the ways of `variants/`, and tortures it with the seeds
 * from 1 on until one finds it. Ends with 1 when a variant holds for ten seeds: then the torture does not bite.
 */
import { parseArgs } from 'node:util';
import { buildBrokenCopy, variantNames } from './broken-copy.ts';
import { ClosingOrder } from './closing-order.ts';
import { KillableDatabase } from './killable-database.ts';
import { runSeed } from './run-seed.ts';

const SEEDS = 10;
const CHARACTERS_SHOWN = 400;

const { values } = parseArgs({
  args: process.argv.slice(2).filter((word) => word !== '--'),
  options: { minutes: { type: 'string', default: '0.4' }, only: { type: 'string' } },
});

let survived = 0;
{
  await using closing = new ClosingOrder();
  const database = closing.use(await KillableDatabase.start());
  for (const name of await variantNames()) {
    if (values.only !== undefined && values.only !== name) continue;
    const found = await findWith(database, name);
    process.stdout.write(found ?? `${name}: NOT FOUND in ${SEEDS} seeds\n`);
    if (found === undefined) survived += 1;
  }
}
// Connections that were cut may still hold on to something; all that was started has ended.
process.exit(survived > 0 ? 1 : 0);

async function findWith(database: KillableDatabase, name: string): Promise<string | undefined> {
  await using closing = new ClosingOrder();
  const { main } = closing.use(await buildBrokenCopy(name));
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    const { violations } = await runSeed(seed, {
      database,
      main,
      milliseconds: Number(values.minutes) * 60_000,
    });
    if (violations.length === 0) continue;
    const lines = violations.slice(0, 3).map((what) => `    ${what.slice(0, CHARACTERS_SHOWN)}\n`);
    return `${name}: found by seed ${seed}, ${violations.length} checks failed\n${lines.join('')}`;
  }
  return undefined;
}
