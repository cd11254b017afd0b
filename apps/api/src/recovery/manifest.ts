import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { backupsFolder } from './archive.ts';
import type { FileDigest } from './copy-file.ts';

/** What a backup holds, and from where and to where in PostgreSQL's log it reaches. */
export interface Manifest {
  format: 1;
  /** Of PostgreSQL, which alone can read the data: 18 for instance. */
  postgresMajor: number;
  /** Whose data it is: each data folder has its own. */
  systemIdentifier: string;
  timeline: number;
  segmentBytes: number;
  /** Positions in the log. A recovery reads from the first on, and can't stop before the last. */
  startLsn: string;
  stopLsn: string;
  /** By the database's clock (ISO 8601). A recovery can't stop before the last. */
  beganAt: string;
  endedAt: string;
  /** Where pictures are: in this backup, or in a bucket that is no part of it. */
  pictures: 'here' | 'bucket';
  /** Paths below the folder of the backup: `data/…`, `pictures/…`, `secrets/…`. */
  folders: string[];
  files: Record<string, FileDigest>;
}

const MANIFEST = 'manifest.json';
const SEAL = 'manifest.json.sha256';

export interface Backup {
  name: string;
  folder: string;
  manifest: Manifest;
}

/** A sentence that a person can act on: what can't be backed up or restored, and why. */
export class RecoveryError extends Error {
  override readonly name = 'RecoveryError';
}

export async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  const text = `${JSON.stringify(manifest, null, 1)}\n`;
  await writeFile(path.join(folder, MANIFEST), text, { mode: 0o600, flush: true });
  await writeFile(path.join(folder, SEAL), `${sealOf(text)}\n`, { mode: 0o600, flush: true });
}

const sealOf = (text: string | Buffer) => createHash('sha256').update(text).digest('hex');

/** All finished backups of a folder, oldest first. @throws RecoveryError when a manifest is damaged */
export async function listBackups(backupDir: string): Promise<Backup[]> {
  const parent = backupsFolder(backupDir);
  const names = await readdir(parent).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const finished = names.filter((name) => BACKUP_NAME.test(name)).toSorted();
  return Promise.all(
    finished.map(async (name) => {
      const folder = path.join(parent, name);
      return { name, folder, manifest: await readManifest(folder) };
    }),
  );
}

const BACKUP_NAME = /^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.\d{3}Z$/;

/** Of the instant at which it ended; sorts by time, and every file system takes it. */
export const backupName = (endedAt: string): string => endedAt.replaceAll(':', '-');

async function readManifest(folder: string): Promise<Manifest> {
  try {
    const text = await readFile(path.join(folder, MANIFEST));
    const seal = await readFile(path.join(folder, SEAL), 'utf8');
    if (seal.trim() === sealOf(text)) return JSON.parse(text.toString('utf8'));
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
  throw new RecoveryError(
    `The manifest of the backup ${folder} is damaged or missing. Move that folder away to use another backup.`,
  );
}
