import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { apiFolder } from '../src/api-folder.ts';

const REPOSITORY = path.join(apiFolder, '../..');
const VARIANTS = path.join(apiFolder, 'torture/variants');
const PATCH = '.patch';

/** The names of the ways in which the API is broken on purpose. */
export async function variantNames(): Promise<string[]> {
  const files = await readdir(VARIANTS);
  return files
    .filter((file) => file.endsWith(PATCH))
    .map((file) => file.slice(0, -PATCH.length))
    .toSorted();
}

export const patchOf = (name: string): string => path.join(VARIANTS, `${name}${PATCH}`);

/** A copy of the API's sources with a patch applied, built as the API is. */
export interface BrokenCopy extends AsyncDisposable {
  main: string;
}

export async function buildBrokenCopy(name: string): Promise<BrokenCopy> {
  const folder = await mkdtemp(path.join(tmpdir(), `shangju-${name}-`));
  const copy: BrokenCopy = {
    main: path.join(folder, 'apps/api/dist/main.js'),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
  try {
    await copySources(folder);
    await run('git', ['apply', '--whitespace=nowarn', patchOf(name)], folder);
    await run(process.execPath, ['build.mjs'], path.join(folder, 'apps/api'));
    return copy;
  } catch (error) {
    await copy[Symbol.asyncDispose]();
    throw error;
  }
}

/** Packages of npm are linked, ours are the copied ones. */
async function copySources(folder: string): Promise<void> {
  const filter = (file: string) => !/\/(node_modules|dist)$/.test(file);
  for (const part of [
    'packages',
    'apps/api/src',
    'apps/api/migrations',
    'apps/api/package.json',
    'apps/api/build.mjs',
  ]) {
    await cp(path.join(REPOSITORY, part), path.join(folder, part), { recursive: true, filter });
  }
  for (const name of await readdir(path.join(folder, 'packages'))) {
    const modules = path.join('packages', name, 'node_modules');
    await symlink(path.join(REPOSITORY, modules), path.join(folder, modules));
  }
  const modules = path.join(folder, 'apps/api/node_modules');
  await mkdir(path.join(modules, OURS), { recursive: true });
  for (const name of await readdir(path.join(apiFolder, 'node_modules'))) {
    if (name !== OURS) await symlink(path.join(apiFolder, 'node_modules', name), path.join(modules, name));
  }
  for (const name of await readdir(path.join(apiFolder, 'node_modules', OURS))) {
    await symlink(path.join(folder, 'packages', name), path.join(modules, OURS, name));
  }
}

const OURS = '@shangju';

const run = (command: string, args: string[], folder: string) =>
  promisify(execFile)(command, args, {
    cwd: folder,
    // Whatever repository the temporary folder may lie in, the patch is for the copy.
    env: { ...process.env, GIT_CEILING_DIRECTORIES: path.dirname(folder) },
  });
