import { parseArgs } from 'node:util';
import { loadConfig } from './config.ts';
import { openDatabase } from './open-database.ts';
import { makeBackup } from './recovery/make-backup.ts';
import { RecoveryError } from './recovery/manifest.ts';
import { SettingsError } from './settings.ts';

const USAGE = `pnpm backup [--to <folder>] [--keep <number>] [--without-secrets]

  --to                another folder than BACKUP_DIR, such as a disk that is taken home: the backup with its archive
  --keep              how many backups stay; 7 if not said
  --without-secrets   leaves out secrets.json and ballot-key.json of DATA_DIR
`;

const KEEP = '7';

/** `pnpm backup`: while everything goes on working. Ends with 1, and a sentence, when there is no backup. */
try {
  const { values: flags } = parseArgs({
    options: {
      to: { type: 'string' },
      keep: { type: 'string', default: KEEP },
      'without-secrets': { type: 'boolean', default: false },
    },
  });
  await backUp({ ...flags, keep: wholeNumber(flags.keep) });
} catch (error) {
  process.exitCode = 1;
  if (isUsage(error)) process.stderr.write(`${error.message}\n\n${USAGE}`);
  else if (error instanceof RecoveryError || error instanceof SettingsError)
    process.stderr.write(`${error.message}\n`);
  else throw error;
}

async function backUp(flags: { to?: string; keep: number; 'without-secrets': boolean }): Promise<void> {
  const config = loadConfig();
  const { backupDir } = config;
  if (config.databaseUrl !== undefined) {
    throw new RecoveryError(
      'pnpm backup is for the embedded PostgreSQL. docs/production.md tells how to back up the one of DATABASE_URL.',
    );
  }
  if (backupDir === undefined) {
    throw new RecoveryError(
      'BACKUP_DIR is not set: a backup is the archive of PostgreSQL and a copy to begin from.',
    );
  }
  const database = await openDatabase(config);
  try {
    const made = await makeBackup({
      url: database.url,
      backupDir,
      to: flags.to,
      dataDir: config.dataDir,
      picturesFolder: config.pictures.kind === 'folder' ? config.pictures.folder : undefined,
      keep: flags.keep,
      withSecrets: !flags['without-secrets'],
    });
    const megabytes = (made.bytes / 1024 ** 2).toFixed(1);
    process.stdout.write(
      `${made.folder}: ${made.files} files, ${megabytes} MB, read again and found whole.\n`,
    );
    for (const name of made.removed) process.stdout.write(`Removed the backup ${name}.\n`);
    if (!flags['without-secrets']) {
      process.stdout.write('It holds secrets: whoever reads it can log in as anyone.\n');
    }
  } finally {
    await database.stop();
  }
}

function wholeNumber(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 1) return number;
  throw new RecoveryError(`--keep is "${text}": it must be a whole number from 1 on.`);
}

function isUsage(error: unknown): error is Error {
  return error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}
