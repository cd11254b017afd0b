/** Checks the types of every workspace, side by side: the compiler is quick and uses one core for each. */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { repository, run } from './run.mjs';

const workspaces = ['packages', 'apps']
  .flatMap((parent) => readdirSync(path.join(repository, parent)).map((name) => `${parent}/${name}`))
  .filter((folder) => existsSync(path.join(repository, folder, 'tsconfig.json')));

const results = await Promise.all(
  workspaces.map((folder) => run(process.execPath, ['node_modules/typescript/bin/tsc', '-p', folder])),
);
for (const [index, { ok, output }] of results.entries()) {
  if (!ok) console.log(`${workspaces[index]}\n${output}`);
}
process.exitCode = results.every(({ ok }) => ok) ? 0 : 1;
