import { parseArgs } from 'node:util';
import { RecoveryError } from './recovery/manifest.ts';
import { type Restored, restoreBackup } from './recovery/restore-backup.ts';

const USAGE = `pnpm restore --from <folder> --into <data folder> [--at <time>] [--timeline <number>]

  --from       BACKUP_DIR, or what pnpm backup --to was given
  --into       DATA_DIR of the copy: empty, or not there yet
  --at         up to and with this time, such as 2026-11-24T10:00:00+08:00; everything if not said
  --timeline   which one to follow where there are several: each recovery begins one; the newest if not said
`;

/** `pnpm restore`: ends with 1 when nothing was restored, or when the copy does not fit together. */
try {
  const { values: flags } = parseArgs({
    options: {
      from: { type: 'string' },
      into: { type: 'string' },
      at: { type: 'string' },
      timeline: { type: 'string' },
    },
  });
  const { from, into } = flags;
  if (from === undefined || into === undefined) throw new RecoveryError(USAGE);
  const restored = await restoreBackup({
    from,
    into,
    at: flags.at === undefined ? undefined : instant(flags.at),
    timeline: flags.timeline === undefined ? undefined : Number(flags.timeline),
  });
  tell(restored, into);
} catch (error) {
  process.exitCode = 1;
  if (error instanceof RecoveryError) process.stderr.write(`${error.message}\n`);
  else if (error instanceof TypeError && 'code' in error)
    process.stderr.write(`${error.message}\n\n${USAGE}`);
  else throw error;
}

function tell({ backup, wal, lastChangeAt, ledger, audit, ...copy }: Restored, into: string): void {
  const { differences, transfers, pointsMoved, sumOfAllAccounts } = ledger;
  const lines = [
    `Restored into ${into} from the backup of ${backup.manifest.endedAt} and ${wal.segments} segments of the archive.`,
    `Last change: ${lastChangeAt?.toISOString() ?? 'none since the backup'}.`,
    ...differences.map((difference) => JSON.stringify(difference)),
    `Ledger: ${transfers} transfers moved ${pointsMoved} points; all accounts sum to ${sumOfAllAccounts}; ${differences.length} differences.`,
    ...audit.breaks.map(({ number, what }) => `entry ${number}: ${what}`),
    `Audit log: ${audit.entries} entries, the last one sealed with ${audit.lastHash ?? 'nothing'}; ${audit.breaks.length} breaks.`,
    ...copy.picturesMissing.map((id) => `The picture ${id} is in no backup.`),
    backup.manifest.pictures === 'bucket'
      ? 'Pictures: in a bucket, which is not restored.'
      : `Pictures: ${copy.pictureFiles} files; ${copy.picturesMissing.length} pictures missing.`,
    copy.secrets
      ? 'Secrets: restored.'
      : 'Secrets: not in this backup. Set them, or people are logged out and printed codes are void.',
    'If this copy is to serve from now on, start it with BACKUP_DIR and make a backup at once.',
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  const sound = differences.length === 0 && sumOfAllAccounts === 0 && audit.breaks.length === 0;
  if (!sound || copy.picturesMissing.length > 0) process.exitCode = 1;
}

/** Without a zone, one person's ten o'clock is another's two in the morning. */
function instant(text: string): Date {
  const at = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/.test(text)
    ? new Date(text)
    : undefined;
  if (at && !Number.isNaN(at.getTime())) return at;
  throw new RecoveryError(`--at is "${text}": write a time with its zone, as 2026-11-24T10:00:00+08:00.`);
}
