import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { repository } from './run.mjs';

/**
 * Does something only when files have changed since it last went well.
 * @param {{ name: string, sources: string[], result: string }} what sources and the file that results, from the repository
 * @param {() => Promise<boolean>} work says whether it went well
 * @returns {Promise<'unchanged' | 'done' | 'failed'>}
 */
export async function whenChanged({ name, sources, result }, work) {
  const mark = path.join(repository, 'node_modules', '.cache', 'shangju', name);
  const now = await fingerprint(sources);
  if ((await textOf(mark)) === now && (await exists(path.join(repository, result)))) return 'unchanged';
  if (!(await work())) return 'failed';
  await mkdir(path.dirname(mark), { recursive: true });
  await writeFile(mark, now);
  return 'done';
}

/** SHA-256 over names and contents of all files below; tests and what is built do not count. */
async function fingerprint(sources) {
  const hash = createHash('sha256').update(`${process.version} ${process.platform} ${process.arch}`);
  const files = (
    await Promise.all(sources.map((source) => filesBelow(path.join(repository, source))))
  ).flat();
  const contents = await Promise.all(files.map((file) => readFile(file)));
  files.forEach((file, index) => {
    hash.update(`\0${path.relative(repository, file)}\0`).update(contents[index]);
  });
  return hash.digest('hex');
}

async function filesBelow(place) {
  const found = await stat(place).catch(() => undefined);
  if (!found) return [];
  if (found.isFile()) return [place];
  const entries = await readdir(place, { withFileTypes: true });
  const below = entries
    .filter(({ name }) => !IGNORED.test(name))
    .toSorted((one, other) => (one.name < other.name ? -1 : 1))
    .map((entry) => {
      const file = path.join(place, entry.name);
      return entry.isDirectory() ? filesBelow(file) : [file];
    });
  return (await Promise.all(below)).flat();
}

const IGNORED = /^(node_modules|dist|e2e|\..*)$|\.test\.tsx?$/;

const textOf = (file) => readFile(file, 'utf8').catch(() => undefined);

const exists = (file) =>
  stat(file).then(
    () => true,
    () => false,
  );
