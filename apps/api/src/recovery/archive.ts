import { execFile } from 'node:child_process';
import { chmod, chown, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { ServerAccount } from '../db/server-account.ts';

/** Where a folder of backups keeps what PostgreSQL wrote since: its write-ahead log, in compressed segments. */
export const archiveFolder = (backupDir: string): string => path.join(backupDir, 'archive');

/** Where it keeps the copies that a recovery starts from. */
export const backupsFolder = (backupDir: string): string => path.join(backupDir, 'backups');

/** An idle street's last change waits so long at most until it is in the archive. */
const ARCHIVE_TIMEOUT_SECONDS = 60;

/** Settings of PostgreSQL that archive each segment as it is full, or after a minute. */
export const archiveSettings = (backupDir: string): Record<string, string> => ({
  archive_mode: 'on',
  archive_timeout: `${ARCHIVE_TIMEOUT_SECONDS}s`,
  archive_command: archiveCommand(archiveFolder(backupDir)),
});

/**
 * Makes the folders. PostgreSQL writes the archive itself, and as root's servant under another account.
 * @throws Error with a sentence, where that account can't get there
 */
export async function prepareArchive(backupDir: string, account: ServerAccount | undefined): Promise<void> {
  await mkdir(backupDir, { recursive: true, mode: 0o700 });
  // The archiver passes through; what lies in it is for its owner alone.
  if (account) await chmod(backupDir, 0o711);
  const archive = archiveFolder(backupDir);
  await mkdir(archive, { recursive: true, mode: 0o700 });
  if (account) await chown(archive, account.uid, account.gid);
  await mkdir(backupsFolder(backupDir), { recursive: true, mode: 0o700 });
  try {
    await promisify(execFile)('/bin/sh', ['-c', 'test -w "$1" && test -x "$1"', 'sh', archive], {
      ...account,
    });
  } catch {
    throw new Error(
      `PostgreSQL can't write to ${archive}` +
        (account ? `: it runs as user ${account.uid}, who may not enter one of the folders above it.` : '.') +
        ' Choose another BACKUP_DIR.',
    );
  }
}

/**
 * What PostgreSQL's manual asks of an archive command (section 25.3.1): the file appears whole or not at all, is on the
 * disk before success is told, and never takes the place of another; telling of the same one twice is
 * a success. `ln` fails where something is, which a rename would not.
 */
function archiveCommand(archive: string): string {
  const file = `${inShell(archive)}/%f.gz`;
  const unfinished = `${inShell(archive)}/%f.unfinished`;
  return [
    `gzip -1 -c "%p" > ${unfinished}`,
    `sync ${unfinished}`,
    `{ ln ${unfinished} ${file} 2>/dev/null || gzip -dc ${file} | cmp -s - "%p"; }`,
    `rm -f ${unfinished}`,
    `sync ${inShell(archive)}`,
  ].join(' && ');
}

/** For archive_command and restore_command, in which % begins a placeholder. */
export const inShell = (text: string): string => `'${text.replaceAll("'", "'\\''").replaceAll('%', '%%')}'`;
