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
  /** 32 bytes in base64url. */
  ballotSigningKey: string;
}

/**
 * The secrets of an installation that was given none: made the first time, read ever after, so that
 * people stay logged in, printed codes stay good and results can be checked. Only their owner may read the files.
 */
export function storedSecrets(dataDir: string): StoredSecrets {
  return {
    ...storedIn(path.join(dataDir, 'secrets.json'), () => ({
      jwtSecret: random(),
      codeKeys: [{ id: 1, secret: random() }],
    })),
    ...storedIn(path.join(dataDir, 'ballot-key.json'), () => ({
      ballotSigningKey: randomBytes(32).toString('base64url'),
    })),
  };
}

const storedIn = <Secrets extends object>(file: string, made: () => Secrets): Secrets =>
  read<Secrets>(file) ?? make(file, made());

function read<Secrets>(file: string): Secrets | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Secrets;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function make<Secrets extends object>(file: string, secrets: Secrets): Secrets {
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
  return read<Secrets>(file) ?? secrets;
}

const random = () => randomBytes(36).toString('base64url');
