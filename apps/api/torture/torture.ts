import { execFile } from 'node:child_process';
import path from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { apiFolder } from '../src/api-folder.ts';
import { ClosingOrder } from './closing-order.ts';
import { KillableDatabase } from './killable-database.ts';
import { runSeed } from './run-seed.ts';

const { values } = parseArgs({
  args: process.argv.slice(2).filter((word) => word !== '--'),
  options: {
    seed: { type: 'string' },
    seeds: { type: 'string', default: '1' },
    minutes: { type: 'string', default: '0.4' },
    main: { type: 'string' },
  },
});
const seed = Number(values.seed ?? Math.floor(Math.random() * 1e9));
await using closing = new ClosingOrder();
const database = closing.use(await KillableDatabase.start());
for (let n = 0; n < Number(values.seeds); n += 1) {
  console.log(`seed ${seed + n}`);
  const outcome = await runSeed(seed + n, {
    database,
    milliseconds: Number(values.minutes) * 60_000,
    main: values.main ?? path.join(apiFolder, 'dist/main.js'),
  });
  console.log(JSON.stringify({ ...outcome, violations: outcome.violations.length }, null, 1));
  for (const v of outcome.violations.slice(0, 40)) console.log(`  ${v.slice(0, 1600)}`);
}
void execFile; void promisify;
