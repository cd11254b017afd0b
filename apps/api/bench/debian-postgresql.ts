import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

const PARENT = '/usr/lib/postgresql';

/** Path of a program of the newest PostgreSQL that Debian's packages have brought. */
export function debianProgram(name: 'initdb' | 'postgres' | 'pgbench'): string | undefined {
  if (!existsSync(PARENT)) return undefined;
  return readdirSync(PARENT)
    .toSorted((one, other) => Number(other) - Number(one))
    .map((version) => path.join(PARENT, version, 'bin', name))
    .find((file) => existsSync(file));
}
