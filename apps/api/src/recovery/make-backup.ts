import { link, mkdir, mkdtemp, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { archiveFolder, backupsFolder } from './archive.ts';
import { copyFile, digestOfFile, type FileDigest, makeFolder, syncFolder } from './copy-file.ts';
import { backupName, listBackups, type Manifest, RecoveryError, writeManifest } from './manifest.ts';
import { pruneBackups } from './prune-backups.ts';
import { sideBySide } from './side-by-side.ts';
import { positionOf, segmentName } from './wal-names.ts';

export interface BackupAsked {
  /** Of the embedded server, which runs. */
  url: string;
  /** What PostgreSQL archives into; the backup goes there too, unless `to` names another place. */
  backupDir: string;
  /** A place of its own: the backup goes there, with all of the archive that belongs to what is there. */
  to?: string | undefined;
  dataDir: string;
  /** The folder of the pictures; undefined: they are in a bucket. */
  picturesFolder: string | undefined;
  /** How many backups stay. */
  keep: number;
  withSecrets: boolean;
}

export interface BackupMade {
  folder: string;
  files: number;
  bytes: number;
  removed: string[];
}

/**
 * Copies the database while it works, by PostgreSQL's low-level interface for it (manual, section 25.3.4), with the
 * pictures and the secrets; reads all of it again; and removes the oldest ones beyond `keep`. It is there
 * whole, under its name, or not at all.
 * @throws RecoveryError when nothing is archived, another backup is under way, or what was written is not what was read
 */
export async function makeBackup(asked: BackupAsked): Promise<BackupMade> {
  const target = path.resolve(asked.to ?? asked.backupDir);
  const parent = backupsFolder(target);
  await mkdir(parent, { recursive: true, mode: 0o700 });
  const client = new pg.Client({ connectionString: asked.url, application_name: 'shangju-backup' });
  client.on('error', () => {});
  await client.connect();
  try {
    await demandTurn(client);
    await removeUnfinished(parent);
    const unfinished = await mkdtemp(path.join(parent, UNFINISHED));
    try {
      const manifest = await fill(unfinished, client, asked);
      await writeManifest(unfinished, manifest);
      await demandWhole(unfinished, manifest);
      await syncFolder(unfinished);
      const folder = path.join(parent, backupName(manifest.endedAt));
      await rename(unfinished, folder);
      await syncFolder(parent);
      if (target !== path.resolve(asked.backupDir)) await copyArchive(asked.backupDir, target);
      const digests = Object.values(manifest.files);
      return {
        folder,
        files: digests.length,
        bytes: digests.reduce((sum, { bytes }) => sum + bytes, 0),
        removed: await pruneBackups(target, asked.keep),
      };
    } finally {
      await rm(unfinished, { recursive: true, force: true });
    }
  } finally {
    await client.end();
  }
}

const UNFINISHED = 'unfinished-';

/** Any number, the same in all processes and used for nothing else. */
const BACKUP_LOCK = 7_302_028;

async function demandTurn(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ mine: boolean; archives: boolean }>(
    `select pg_try_advisory_lock($1) as mine, current_setting('archive_mode') = 'on' as archives`,
    [BACKUP_LOCK],
  );
  if (rows[0]?.archives !== true) {
    throw new RecoveryError(
      'This PostgreSQL archives nothing, so nothing could be recovered: set BACKUP_DIR.',
    );
  }
  if (!rows[0].mine) throw new RecoveryError('Another backup is under way.');
}

/** Of backups that were killed: whoever has the turn is the only one. */
async function removeUnfinished(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    if (name.startsWith(UNFINISHED)) await rm(path.join(parent, name), { recursive: true });
  }
}

async function fill(folder: string, client: pg.Client, asked: BackupAsked): Promise<Manifest> {
  const about = await describe(client);
  const { rows: starts } = await client.query<{ lsn: string; at: string }>(
    `select pg_backup_start('shangju', fast => true)::text as lsn, ${NOW} as at`,
  );
  const started = one(starts);
  const data = await copyTree(about.dataFolder, path.join(folder, 'data'), DATABASE_FILES);
  const { rows: stops } = await client.query<Stop>(
    `select lsn::text, labelfile, spcmapfile, ${NOW} as at from pg_backup_stop(wait_for_archive => false)`,
  );
  const stopped = one(stops);
  if (stopped.spcmapfile.trim() !== '') {
    throw new RecoveryError('This database has tablespaces outside its folder: back it up with pgBackRest.');
  }
  const label = path.join(folder, 'data', 'backup_label');
  await writeFile(label, stopped.labelfile, { mode: 0o600, flush: true });
  data.files['backup_label'] = await digestOfFile(label);
  await untilArchived(client, asked.backupDir, about, stopped.lsn);

  const pictures =
    asked.picturesFolder === undefined
      ? NOTHING
      : await copyTree(asked.picturesFolder, path.join(folder, 'pictures'), {
          known: await knownPictures(asked.to ?? asked.backupDir),
        });
  const secrets = asked.withSecrets
    ? await copyTree(asked.dataDir, path.join(folder, 'secrets'), SECRET_FILES)
    : NOTHING;
  const parts = { data, pictures, secrets };
  return {
    format: 1,
    postgresMajor: about.postgresMajor,
    systemIdentifier: about.systemIdentifier,
    timeline: about.timeline,
    segmentBytes: about.segmentBytes,
    startLsn: started.lsn,
    stopLsn: stopped.lsn,
    beganAt: started.at,
    endedAt: stopped.at,
    pictures: asked.picturesFolder === undefined ? 'bucket' : 'here',
    folders: Object.entries(parts).flatMap(([part, { folders }]) =>
      folders.map((name) => path.join(part, name)),
    ),
    files: Object.fromEntries(
      Object.entries(parts).flatMap(([part, { files }]) =>
        Object.entries(files).map(([name, digest]) => [path.join(part, name), digest]),
      ),
    ),
  };
}

/** In UTC with milliseconds, upwards: a recovery must not be asked to stop before it. */
const NOW = `to_char(date_trunc('milliseconds', clock_timestamp()) + interval '1 ms', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

interface Stop {
  lsn: string;
  labelfile: string;
  spcmapfile: string;
  at: string;
}

interface About extends Pick<Manifest, 'postgresMajor' | 'systemIdentifier' | 'timeline' | 'segmentBytes'> {
  dataFolder: string;
}

async function describe(client: pg.Client): Promise<About> {
  await client.query(`set timezone = 'UTC'`);
  const { rows } = await client.query<About>(`
    select current_setting('data_directory') as "dataFolder",
      current_setting('server_version_num')::int / 10000 as "postgresMajor",
      (select system_identifier::text from pg_control_system()) as "systemIdentifier",
      (select timeline_id from pg_control_checkpoint()) as timeline,
      (select setting::int from pg_settings where name = 'wal_segment_size') as "segmentBytes"`);
  return one(rows);
}

function one<Row>(rows: Row[]): Row {
  const [row] = rows;
  if (row === undefined) throw new Error('the database answered with no row');
  return row;
}

interface Tree {
  folders: string[];
  files: Record<string, FileDigest>;
}

const NOTHING: Tree = { folders: [], files: {} };

interface CopyRules {
  /** Of a path below the folder: neither it nor what is in it is copied. */
  skips?(name: string): boolean;
  /** Of a folder: it is made, and stays empty. */
  empties?(name: string): boolean;
  /** Copied after all others. */
  last?: string;
  /** Files that lie somewhere just as they are, and need no second place on the disk. */
  known?: ReadonlyMap<string, { file: string; digest: FileDigest }>;
}

/** As section 25.3.4.3 of the manual names them, and what is of no use to another process. */
const DATABASE_FILES: CopyRules = {
  skips: (name) =>
    /^(postmaster\.(pid|opts)|backup_label(\.old)?|tablespace_map(\.old)?|current_logfiles|(recovery|standby)\.signal|shangju\.conf.*)$/.test(
      name,
    ) || /(^|\/)(pgsql_tmp|pg_internal\.init)[^/]*/.test(name),
  empties: (name) =>
    /^(pg_wal|pg_replslot|pg_dynshmem|pg_notify|pg_serial|pg_snapshots|pg_stat_tmp|pg_subtrans)$/.test(name),
  last: 'global/pg_control',
};

const SECRET_FILES: CopyRules = { skips: (name) => !/^(secrets|ballot-key)\.json$/.test(name) };

async function copyTree(from: string, to: string, rules: CopyRules): Promise<Tree> {
  const { folders, files } = await listTree(from, rules);
  await makeFolder(to, '');
  for (const folder of folders) await makeFolder(to, folder);
  const copied: Record<string, FileDigest> = {};
  const copy = async (name: string) => {
    const digest = await copyIfThere(path.join(from, name), path.join(to, name), rules.known?.get(name));
    if (digest) copied[name] = digest;
  };
  await sideBySide(
    files.filter((name) => name !== rules.last),
    copy,
  );
  if (rules.last !== undefined && files.includes(rules.last)) {
    copied[rules.last] = await copyUntorn(path.join(from, rules.last), path.join(to, rules.last));
  }
  for (const folder of ['', ...folders]) await syncFolder(path.join(to, folder));
  return { folders, files: copied };
}

async function listTree(
  top: string,
  { skips = () => false, empties = () => false }: CopyRules,
): Promise<{ folders: string[]; files: string[] }> {
  const folders: string[] = [];
  const files: string[] = [];
  const walk = async (below: string): Promise<void> => {
    const entries = await readdir(path.join(top, below), { withFileTypes: true }).catch(absent);
    for (const entry of entries ?? []) {
      const name = path.join(below, entry.name);
      if (skips(name)) continue;
      if (entry.isFile()) files.push(name);
      if (!entry.isDirectory()) continue;
      folders.push(name);
      if (!empties(name)) await walk(name);
    }
  };
  await walk('');
  return { folders, files };
}

/** What a database has dropped since it was listed, the log tells of. */
function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}

async function copyIfThere(
  from: string,
  to: string,
  known: { file: string; digest: FileDigest } | undefined,
): Promise<FileDigest | undefined> {
  if (known) {
    const now = await digestOfFile(from).catch(absent);
    if (now?.sha256 === known.digest.sha256 && (await linked(known.file, to))) return now;
  }
  return copyFile(from, to, { sync: true }).catch(absent);
}

async function linked(file: string, to: string): Promise<boolean> {
  try {
    await link(file, to);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && NO_LINK.test(String(error.code))) return false;
    throw error;
  }
}

/** It has gone, or the file system has no links, or no more of them. */
const NO_LINK = /^(ENOENT|EPERM|EXDEV|EMLINK|ENOTSUP|EOPNOTSUPP)$/;

const TRIES = 10;

/** Written while it was read, half of it could be the old one: it is read until it stays the same. */
async function copyUntorn(from: string, to: string): Promise<FileDigest> {
  for (let tried = 0; tried < TRIES; tried += 1) {
    await rm(to, { force: true });
    const copied = await copyFile(from, to, { sync: true });
    if ((await digestOfFile(from)).sha256 === copied.sha256) return copied;
  }
  throw new RecoveryError(`${from} changes all the time.`);
}

async function knownPictures(backupDir: string): Promise<Map<string, { file: string; digest: FileDigest }>> {
  const newest = (await listBackups(backupDir)).at(-1);
  const pictures = Object.entries(newest?.manifest.files ?? {}).filter(([name]) => name.startsWith(PICTURES));
  return new Map(
    pictures.map(([name, digest]) => [
      name.slice(PICTURES.length),
      { file: path.join(newest?.folder ?? '', name), digest },
    ]),
  );
}

const PICTURES = `pictures${path.sep}`;

const ARCHIVE_LIMIT_MS = 120_000;
const POLL_MS = 50;

/** Without the log that was written while it was copied, a copy is of no use. */
async function untilArchived(
  client: pg.Client,
  backupDir: string,
  { timeline, segmentBytes }: About,
  stopLsn: string,
): Promise<void> {
  // A position at the very beginning of a segment belongs to the one before it.
  const number = (positionOf(stopLsn) - 1n) / BigInt(segmentBytes);
  const file = path.join(archiveFolder(backupDir), `${segmentName({ timeline, number }, segmentBytes)}.gz`);
  const deadline = Date.now() + ARCHIVE_LIMIT_MS;
  while ((await stat(file).catch(absent)) === undefined) {
    if (Date.now() > deadline) {
      const { rows } = await client.query<{ failed: string | null }>(
        'select last_failed_wal as failed from pg_stat_archiver',
      );
      throw new RecoveryError(
        `PostgreSQL does not archive into ${archiveFolder(backupDir)}; last it failed with ${rows[0]?.failed ?? 'nothing'}, ` +
          'and says why in its server.log. Is the disk full, or the folder another one than it was started with?',
      );
    }
    await wait(POLL_MS);
  }
}

/** Reads all of it again. @throws RecoveryError naming the file that is not what was written */
async function demandWhole(folder: string, { files }: Manifest): Promise<void> {
  await sideBySide(Object.entries(files), async ([name, { sha256 }]) => {
    const found = await digestOfFile(path.join(folder, name));
    if (found.sha256 !== sha256) throw new RecoveryError(`${name} is not on the disk as it was written.`);
  });
}

/** What is in the archive and not yet with the backups elsewhere; of that, all that they need. */
async function copyArchive(backupDir: string, target: string): Promise<void> {
  const to = archiveFolder(target);
  await makeFolder(to, '');
  const there = new Set(await readdir(to));
  for (const name of await readdir(archiveFolder(backupDir))) {
    if (there.has(name) || !name.endsWith('.gz')) continue;
    await rm(path.join(to, `${name}.unfinished`), { force: true });
    await copyFile(path.join(archiveFolder(backupDir), name), path.join(to, `${name}.unfinished`), {
      sync: true,
    });
    await rename(path.join(to, `${name}.unfinished`), path.join(to, name));
  }
  await syncFolder(to);
}
