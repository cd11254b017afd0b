import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { chmod, cp, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { apiFolder } from '../api-folder.ts';
import { embeddedFolder, startEmbeddedServer } from '../db/embedded-server.ts';
import { must } from '../must.ts';
import { openDatabase } from '../open-database.ts';
import { type OwnApi, startOwnApi } from '../testing/api-of-its-own.ts';
import {
  type Acknowledged,
  DEMO_STREET_SETTINGS,
  type DemoStreet,
  demoStreet,
} from '../testing/demo-street.ts';
import { archiveFolder } from './archive.ts';
import { listBackups } from './manifest.ts';
import { restoreBackup } from './restore-backup.ts';
import { positionOf, segmentName } from './wal-names.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

let parent: string;
let dataDir: string;
let backupDir: string;
/** What people were told of, until the instant that is restored, and after it. */
let before: Acknowledged[];
let after: Acknowledged[];
let instant: Date;
let pointsThen: object;
let firstBackupAt: Date;

/** A street at work is backed up, goes on, and is lost. */
beforeAll(async () => {
  parent = await mkdtemp(path.join(tmpdir(), 'shangju-drill-'));
  // Root's PostgreSQL runs as another user, and archives through this folder.
  await chmod(parent, 0o711);
  dataDir = path.join(parent, 'street');
  backupDir = path.join(parent, 'backups');
  const api = await startOwnApi({ ...DEMO_STREET_SETTINGS, DATA_DIR: dataDir, BACKUP_DIR: backupDir });
  const street = await demoStreet(api.address);
  before = [await street.checkIn(), await street.vote('owner'), await street.sendPicture()];
  const backup = backUp();
  before.push(...(await grantsWhile(street, backup)));
  before.push(await street.checkIn(), await street.redeem());
  await archiveNow();
  before.push(await street.grant());
  pointsThen = await street.points();
  await wait(5);
  instant = new Date();
  await wait(5);
  after = [await street.grant(), await street.redeem(), await street.vote('resident-lane')];
  await archiveNow();
  await killAll(api);
  firstBackupAt = new Date(must((await listBackups(backupDir))[0]).manifest.endedAt);
});

afterAll(async () => {
  for (const name of await readdir(parent)) {
    await rm(embeddedFolder(path.join(parent, name)), { recursive: true, force: true });
  }
  await rm(parent, { recursive: true, force: true });
});

describe('what was lost', () => {
  test('comes back to the instant: all that people were told of until then, and nothing after', async () => {
    const into = path.join(parent, 'copy');
    const said = await command(
      'restore.ts',
      '--from',
      backupDir,
      '--into',
      into,
      '--at',
      instant.toISOString(),
    );
    expect(said).toMatch(/^Ledger: \d+ transfers .* all accounts sum to 0; 0 differences\.$/m);
    expect(said).toMatch(/^Audit log: .*; 0 breaks\.$/m);
    expect(said).toMatch(/^Pictures: 2 files; 0 pictures missing\.$/m);
    expect(await readFile(path.join(into, 'secrets.json'))).toEqual(
      await readFile(path.join(dataDir, 'secrets.json')),
    );

    const api = await startOwnApi({ ...DEMO_STREET_SETTINGS, DATA_DIR: into });
    try {
      expect(await thereIn(into, before)).toEqual(before);
      expect(await thereIn(into, after)).toEqual([]);
      expect((await fetch(`${api.address}/health/ready`)).status).toBe(200);
      const street = await demoStreet(api.address);
      expect(await street.points()).toEqual(pointsThen);
      await street.grant();
    } finally {
      await api.stop();
    }
  });

  test('comes back to the end of the archive where no time is named', async () => {
    const into = path.join(parent, 'all');
    const { ledger, audit } = await restoreBackup({ ...asked(into), at: undefined });
    expect([ledger.differences, ledger.sumOfAllAccounts, audit.breaks]).toEqual([[], 0, []]);
    expect(await thereIn(into, [...before, ...after])).toEqual([...before, ...after]);
  });
});

describe('nothing is restored, and nothing stays behind,', () => {
  test('for a time before the first backup', async () => {
    const at = new Date(firstBackupAt.getTime() - 60_000);
    await expect(refused({ at })).resolves.toMatch(
      /first backup in .* ended at .*: nothing before it can be/,
    );
  });

  test('for a time that has not come', async () => {
    const at = new Date(Date.now() + 60_000);
    await expect(refused({ at })).resolves.toMatch(/has not come yet/);
  });

  test('for a time after the end of the archive', async () => {
    await expect(refused({ at: new Date() })).resolves.toMatch(
      /^The last change that can be restored is of \S+Z, and you asked for \S+Z\. For everything that there is, leave --at out\.$/,
    );
  });

  test('into a folder in which something is', async () => {
    const into = path.join(parent, 'taken');
    await cp(path.join(dataDir, 'secrets.json'), path.join(into, 'secrets.json'));
    await expect(restoreBackup({ ...asked(into), at: instant })).rejects.toThrow(/taken is not empty/);
    expect(await readdir(into)).toEqual(['secrets.json']);
  });

  test('when a segment of the archive is missing', async () => {
    const segment = await segmentAfterBackup();
    await rename(segment, `${segment}.away`);
    try {
      await expect(refused({ at: undefined })).resolves.toMatch(
        /^The segment \S+ of the archive is missing\. What came before it can be had: name a time with --at\.$/,
      );
      await expect(refused({ at: instant })).resolves.toMatch(
        /^The segment \S+ of the archive is missing\. /,
      );
    } finally {
      await rename(`${segment}.away`, segment);
    }
  });

  test('when a segment of the archive is damaged', async () => {
    await whileDamaged(await segmentAfterBackup(), async () => {
      await expect(refused({ at: undefined })).resolves.toMatch(
        /^The segment \S+ of the archive is damaged: /,
      );
    });
  });

  test('when a file of the backup is damaged', async () => {
    const { folder, manifest } = must((await listBackups(backupDir))[0]);
    const file = must(Object.keys(manifest.files).find((name) => /^data\/base\/\d+\/1259$/.test(name)));
    await whileDamaged(path.join(folder, file), async () => {
      await expect(refused({ at: instant })).resolves.toMatch(`${file} of the backup ${folder} is damaged`);
    });
  });

  test('when the manifest of the backup is damaged', async () => {
    const { folder } = must((await listBackups(backupDir))[0]);
    await whileDamaged(path.join(folder, 'manifest.json'), async () => {
      await expect(refused({ at: instant })).resolves.toMatch(/^The manifest of the backup .* is damaged/);
    });
  });
});

const asked = (into: string) => ({ from: backupDir, into, timeline: undefined });

/** What the refusal says; sees that it left nothing. */
async function refused({ at }: { at: Date | undefined }): Promise<string> {
  const into = path.join(parent, 'refused');
  const refusal = await restoreBackup({ ...asked(into), at }).catch((error: Error) => error);
  if (!(refusal instanceof Error)) throw new Error('it was restored');
  for (const folder of [into, embeddedFolder(into)]) {
    expect(await readdir(folder).catch(() => [])).toEqual([]);
  }
  return refusal.message;
}

/** One bit is turned. */
async function whileDamaged(file: string, work: () => Promise<void>): Promise<void> {
  const whole = await readFile(file);
  const damaged = Buffer.from(whole);
  const middle = Math.floor(whole.length / 2);
  damaged.writeUInt8(damaged.readUInt8(middle) ^ 1, middle);
  await writeFile(file, damaged);
  try {
    await work();
  } finally {
    await writeFile(file, whole);
  }
}

async function segmentAfterBackup(): Promise<string> {
  const { timeline, segmentBytes, stopLsn } = must((await listBackups(backupDir))[0]).manifest;
  const number = (positionOf(stopLsn) - 1n) / BigInt(segmentBytes) + 1n;
  return path.join(archiveFolder(backupDir), `${segmentName({ timeline, number }, segmentBytes)}.gz`);
}

/** `pnpm backup` and `pnpm restore`, before they are built. */
async function command(file: string, ...flags: string[]): Promise<string> {
  const run = promisify(execFile)(process.execPath, ['--import', 'tsx', path.join('src', file), ...flags], {
    cwd: apiFolder,
    env: { PATH: process.env['PATH'], DATA_DIR: dataDir, BACKUP_DIR: backupDir },
  });
  return (await run).stdout;
}

const backUp = () => command('backup.ts');

async function grantsWhile(street: DemoStreet, work: Promise<unknown>): Promise<Acknowledged[]> {
  let working = true;
  const done = work.finally(() => {
    working = false;
  });
  const grants: Acknowledged[] = [];
  while (working) grants.push(await street.grant());
  await done;
  expect(grants.length).toBeGreaterThan(10);
  return grants;
}

/** Instead of the minute that an idle street waits. */
async function archiveNow(): Promise<void> {
  await withDatabase(async (client) => {
    const { rows } = await client.query<{ segment: string }>(
      'select pg_walfile_name(pg_current_wal_lsn()) as segment, pg_switch_wal()',
    );
    const file = `${must(rows[0]).segment}.gz`;
    await vi.waitFor(async () => expect(await readdir(archiveFolder(backupDir))).toContain(file), {
      timeout: 20_000,
    });
  });
}

async function withDatabase(work: (client: pg.Client) => Promise<void>): Promise<void> {
  const database = await openDatabase({ databaseUrl: undefined, dataDir, backupDir });
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
    await database.stop();
  }
}

/** The power is gone. */
async function killAll(api: OwnApi): Promise<void> {
  const pidFile = path.join(embeddedFolder(dataDir), 'data', 'postmaster.pid');
  const postmaster = Number((await readFile(pidFile, 'utf8')).split('\n')[0]);
  const gone = once(api.child, 'exit');
  process.kill(postmaster, 'SIGKILL');
  api.child.kill('SIGKILL');
  await gone;
}

/** Which of these are in the database of a data folder. */
async function thereIn(folder: string, acts: readonly Acknowledged[]): Promise<Acknowledged[]> {
  const server = await startEmbeddedServer({ folder: embeddedFolder(folder) });
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  try {
    const there: Acknowledged[] = [];
    for (const act of acts) {
      const column = act.table === 'ballot_turnout' ? `concat_ws('/', ballot_id, unit_id)` : 'id::text';
      const { rowCount } = await client.query(`select from ${act.table} where ${column} = $1`, [act.id]);
      if (rowCount === 1) there.push(act);
    }
    return there;
  } finally {
    await client.end();
    await server.stop();
  }
}
