import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { archiveFolder } from './archive.ts';
import { listBackups } from './manifest.ts';
import { positionOf, segmentNamed } from './wal-names.ts';

/**
 * Removes the oldest backups beyond `keep`, and of the archive what none of those that stay can need. Histories of
 * timelines stay: they are a line each, and tell later recoveries which numbers are taken.
 * @returns names of the backups that are gone
 */
export async function pruneBackups(backupDir: string, keep: number): Promise<string[]> {
  const backups = await listBackups(backupDir);
  const superfluous = backups.slice(0, Math.max(0, backups.length - keep));
  for (const { folder } of superfluous) await rm(folder, { recursive: true });
  const oldest = backups[superfluous.length]?.manifest;
  if (oldest) await pruneArchive(archiveFolder(backupDir), positionOf(oldest.startLsn), oldest.segmentBytes);
  return superfluous.map(({ name }) => name);
}

async function pruneArchive(archive: string, from: bigint, segmentBytes: number): Promise<void> {
  const first = from / BigInt(segmentBytes);
  for (const name of await readdir(archive)) {
    // Whole ones, and those that end in .partial.gz or .backup.gz: the segment is named at the beginning.
    const segment = /^[0-9A-F]{24}(?=\..*gz$)/.exec(name)?.[0];
    const number = segment && segmentNamed(segment, segmentBytes)?.number;
    if (number !== undefined && number !== '' && number < first) await rm(path.join(archive, name));
  }
}
