import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Seals the codes that people scan. */
export interface CodeKey {
  /** 0 to 255: carried in each code. */
  id: number;
  secret: string;
}

export interface StoredSecrets {
  jwtSecret: string;
  codeKeys: readonly CodeKey[];
}

/**
 * The secrets of an installation that was given none: made the first time, read ever after, so that
 * people stay logged in and printed codes stay good. Only their owner may read the file.
 */
export function storedSecrets(dataDir: string): StoredSecrets {
  const file = path.join(dataDir, 'secrets.json');
  return read(file) ?? make(file);
}

function read(file: string): StoredSecrets | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function make(file: string): StoredSecrets {
  const secrets: StoredSecrets = { jwtSecret: random(), codeKeys: [{ id: 1, secret: random() }] };
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  const unfinished = `${file}.${process.pid}`;
  writeFileSync(unfinished, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  try {
    // Unlike a rename, it leaves the file alone that another process was quicker to make.
    linkSync(unfinished, file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    rmSync(unfinished);
  }
  return read(file) ?? secrets;
}

const random = () => randomBytes(36).toString('base64url');
