import { chown, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Pool } from 'pg';
import { checkLedger } from '../check-ledger.ts';
import { sharedFolder } from '../db/embedded-binaries.ts';
import { embeddedFolder, ROOT_FOLDER, startEmbeddedServer } from '../db/embedded-server.ts';
import { migrate } from '../db/migrate.ts';
import { createPool } from '../db/pool.ts';
import { type ServerAccount, serverAccount } from '../db/server-account.ts';
import { checkAudit } from '../modules/audit/index.ts';
import { filesOfPicture, storedPictures } from '../modules/pictures/index.ts';
import { inShell } from './archive.ts';
import { type ArchivedWal, copyArchivedWal } from './archived-wal.ts';
import { copyFile, digestOfFile, makeFolder, syncFolder } from './copy-file.ts';
import { type Backup, listBackups, RecoveryError } from './manifest.ts';
import { sideBySide } from './side-by-side.ts';

export interface RestoreAsked {
  /** A folder that `pnpm backup` and PostgreSQL's archive were written to. */
  from: string;
  /** Up to and with this instant; undefined: everything that the archive has. */
  at: Date | undefined;
  /** A data folder that is empty or not there. */
  into: string;
  /** Which timeline of the archive to follow; undefined: the newest. */
  timeline: number | undefined;
}

export interface Restored {
  backup: Backup;
  wal: ArchivedWal;
  /** Of the last change that is in the copy; undefined where the backup is all there is. */
  lastChangeAt: Date | undefined;
  ledger: Awaited<ReturnType<typeof checkLedger>>;
  audit: Awaited<ReturnType<typeof checkAudit>>;
  /** Files of pictures that are there, and pictures that the database knows of and whose files are not. */
  pictureFiles: number;
  picturesMissing: string[];
  secrets: boolean;
}

/**
 * Makes a data folder of a backup and the archive, as everything was at an instant; then checks ledger, audit log
 * and pictures of the copy. What it was restored from stays as it is. When it can't be done, nothing stays behind.
 * @throws RecoveryError saying what is not there, damaged, or out of reach
 */
export async function restoreBackup(asked: RestoreAsked, now = new Date()): Promise<Restored> {
  if (asked.at && asked.at > now) throw new RecoveryError(`${told(asked.at)} has not come yet.`);
  const into = path.resolve(asked.into);
  const folder = embeddedFolder(into);
  await demandEmpty(into);
  await demandEmpty(folder);
  const backups = await listBackups(asked.from);
  const backup = backupBefore(backups, asked);
  try {
    const account = await prepareFolder(folder);
    const wal = await layOut(backup, { ...asked, folder, account });
    await layFiles(backups, backup, into);
    const found = await recover({ ...asked, into, folder, backup, wal });
    return { backup, wal, ...found };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    for (const name of await readdir(into).catch(() => [])) {
      await rm(path.join(into, name), { recursive: true, force: true });
    }
    throw error;
  }
}

const told = (instant: Date) => instant.toISOString();

async function demandEmpty(folder: string): Promise<void> {
  const there = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  if (there.length > 0) {
    throw new RecoveryError(
      `${folder} is not empty: nothing that is there is written over. Choose another folder.`,
    );
  }
}

function backupBefore(backups: readonly Backup[], { from, at }: RestoreAsked): Backup {
  const [first] = backups;
  if (!first) throw new RecoveryError(`There is no backup in ${from}.`);
  const backup = backups.findLast(({ manifest }) => at === undefined || new Date(manifest.endedAt) <= at);
  if (backup) return backup;
  throw new RecoveryError(
    `The first backup in ${from} ended at ${first.manifest.endedAt}: nothing before it can be restored.`,
  );
}

async function prepareFolder(folder: string): Promise<ServerAccount | undefined> {
  const account = await serverAccount(folder);
  if (folder.startsWith(`${ROOT_FOLDER}/`)) await sharedFolder(ROOT_FOLDER);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (account) await chown(folder, account.uid, account.gid);
  return account;
}

interface Place extends RestoreAsked {
  /** Of the embedded server. */
  folder: string;
  account: ServerAccount | undefined;
}

const WAL_FOLDER = 'archived-wal';

/** The data folder as it was copied, and beside it the log that leads on from there. */
async function layOut(backup: Backup, place: Place): Promise<ArchivedWal> {
  const { folder, account } = place;
  const walFolder = path.join(folder, WAL_FOLDER);
  await makeFolder(walFolder, '', account);
  const wal = await copyArchivedWal({
    from: place.from,
    manifest: backup.manifest,
    to: walFolder,
    timeline: place.timeline,
    owner: account,
  });
  if (wal.brokenBy !== undefined && place.at === undefined) {
    throw new RecoveryError(`${wal.brokenBy} What came before it can be had: name a time with --at.`);
  }
  // Under its name only when it is whole: nobody starts half of it.
  const unfinished = path.join(folder, 'unfinished-data');
  await copyPart(backup, 'data', unfinished, account);
  await writeOwned(path.join(unfinished, 'recovery.signal'), account);
  await rename(unfinished, path.join(folder, 'data'));
  await syncFolder(folder);
  return wal;
}

async function writeOwned(file: string, account: ServerAccount | undefined): Promise<void> {
  await writeFile(file, '', { mode: 0o600 });
  if (account) await chown(file, account.uid, account.gid);
}

/** @throws RecoveryError naming a file that is not what the manifest says */
async function copyPart(
  { folder, manifest }: Backup,
  part: 'data' | 'secrets',
  to: string,
  account?: ServerAccount,
): Promise<number> {
  const below = `${part}${path.sep}`;
  const folders = manifest.folders.filter((name) => name.startsWith(below));
  await makeFolder(to, '', account);
  for (const name of folders) await makeFolder(to, name.slice(below.length), account);
  const files = Object.entries(manifest.files).filter(([name]) => name.startsWith(below));
  await sideBySide(files, async ([name, { sha256 }]) => {
    const from = path.join(folder, name);
    // PostgreSQL brings its own files to the disk before it begins.
    const how = { owner: account, sync: part === 'secrets' };
    const copied = await copyFile(from, path.join(to, name.slice(below.length)), how).catch(missing);
    if (copied?.sha256 === sha256) return;
    throw new RecoveryError(
      `${name} of the backup ${folder} is ${copied ? 'damaged' : 'missing'}. Move that folder away to restore from an older backup.`,
    );
  });
  return files.length;
}

function missing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}

/** Secrets of the backup, and the pictures of all: a picture never changes, and those since the backup are in later ones. */
async function layFiles(backups: readonly Backup[], backup: Backup, into: string): Promise<void> {
  await makeFolder(into, '');
  await copyPart(backup, 'secrets', into);
  const below = `pictures${path.sep}`;
  for (const { folder, manifest } of backups.toReversed()) {
    const pictures = Object.entries(manifest.files).filter(([name]) => name.startsWith(below));
    for (const name of new Set(pictures.map(([picture]) => path.dirname(picture))))
      await makeFolder(into, name);
    await sideBySide(pictures, async ([name, { sha256 }]) => {
      const to = path.join(into, name);
      if ((await digestOfFile(to).catch(missing)) !== undefined) return;
      const copied = await copyFile(path.join(folder, name), to, { sync: true }).catch(missing);
      // One that is damaged here may be whole in another backup; what is nowhere is told at the end.
      if (copied && copied.sha256 !== sha256) await rm(to);
    });
  }
}

/** As long as it takes: a day of a busy street's log is minutes. */
const RECOVERY_LIMIT_MS = 24 * 3_600_000;

interface Recovered extends RestoreAsked {
  folder: string;
  backup: Backup;
  wal: ArchivedWal;
}

async function recover(asked: Recovered): Promise<Omit<Restored, 'backup' | 'wal'>> {
  const server = await startEmbeddedServer({
    folder: asked.folder,
    settings: recoverySettings(asked),
    startLimitMs: RECOVERY_LIMIT_MS,
  }).catch((error: Error) => {
    throw whyNotReached(error, asked);
  });
  try {
    await rm(path.join(asked.folder, WAL_FOLDER), { recursive: true });
    // A copy of an earlier release is checked as this one would find it after its start.
    await migrate(server.url);
    const pool = createPool({ url: server.url, size: 1, applicationName: 'shangju-restore' });
    try {
      return {
        lastChangeAt: lastIn(await readFile(server.logFile, 'utf8')),
        ledger: await checkLedger(pool),
        audit: await checkAudit(pool),
        ...(await checkPictures(pool, {
          folder: path.join(asked.into, 'pictures'),
          inBucket: asked.backup.manifest.pictures === 'bucket',
        })),
        secrets: Object.keys(asked.backup.manifest.files).some((name) =>
          name.startsWith(`secrets${path.sep}`),
        ),
      };
    } finally {
      await pool.end();
    }
  } finally {
    await server.stop();
  }
}

/** PostgreSQL takes no Z here. It must not archive: where it is checked only, it would go between the files of the one that still works. */
const recoverySettings = ({ folder, at, wal }: Recovered): Record<string, string> => ({
  archive_mode: 'off',
  hot_standby: 'off',
  // Brings to the disk what was copied, before it begins; at once where the system can.
  recovery_init_sync_method: process.platform === 'linux' ? 'syncfs' : 'fsync',
  restore_command: `gzip -dc ${inShell(path.join(folder, WAL_FOLDER))}/%f.gz > "%p"`,
  recovery_target_timeline: String(wal.timeline),
  recovery_target_action: 'promote',
  ...(at ? { recovery_target_time: told(at).replace('T', ' ').replace('Z', '+00') } : {}),
});

/** What PostgreSQL says when it had to stop before the instant that it was asked for. */
function whyNotReached(error: Error, { at, wal }: Recovered): Error {
  if (at === undefined || !error.message.includes('recovery ended before configured recovery target'))
    return error;
  const lastAt = lastIn(error.message);
  return new RecoveryError(
    [
      wal.brokenBy,
      lastAt
        ? `The last change that can be restored is of ${told(lastAt)}, and you asked for ${told(at)}.`
        : `Nothing was archived between the backup and ${told(at)}.`,
      wal.brokenBy === undefined
        ? 'For everything that there is, leave --at out.'
        : 'Name a time before that, or take another copy of the archive.',
    ]
      .filter((sentence) => sentence !== undefined)
      .join(' '),
  );
}

/** In a log that is kept in UTC. */
const LAST_CHANGE = /last completed transaction was at log time (\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d\.\d{3})/g;

function lastIn(log: string): Date | undefined {
  const [, day, time] = [...log.matchAll(LAST_CHANGE)].at(-1) ?? [];
  return day === undefined ? undefined : new Date(`${day}T${time}Z`);
}

/** Of the pictures that the database has, those of which a file is not there. */
async function checkPictures(
  pool: Pool,
  { folder, inBucket }: { folder: string; inBucket: boolean },
): Promise<Pick<Restored, 'pictureFiles' | 'picturesMissing'>> {
  if (inBucket) return { pictureFiles: 0, picturesMissing: [] };
  const files = (await readdir(folder, { recursive: true, withFileTypes: true }).catch(missing)) ?? [];
  const there = new Set(
    files
      .filter((file) => file.isFile())
      .map((file) => path.relative(folder, path.join(file.parentPath, file.name))),
  );
  const ids = await storedPictures(pool);
  return {
    pictureFiles: there.size,
    picturesMissing: ids.filter((id) => !filesOfPicture(id).every((file) => there.has(path.normalize(file)))),
  };
}
