import { checkLedger } from './check-ledger.ts';
import { loadConfig } from './config.ts';
import { embeddedFolder, startEmbeddedServer } from './db/embedded-server.ts';
import { createPool } from './db/pool.ts';

/** `pnpm ledger:check`: prints what differs, and ends with 1 if anything does. */
const config = loadConfig();
const server = config.databaseUrl
  ? undefined
  : await startEmbeddedServer({ folder: embeddedFolder(config.dataDir) });
const pool = createPool({
  url: config.databaseUrl ?? server?.url ?? '',
  size: 1,
  applicationName: 'shangju-ledger-check',
});
try {
  const { differences, transfers, pointsMoved, sumOfAllAccounts } = await checkLedger(pool);
  for (const difference of differences) process.stdout.write(`${JSON.stringify(difference)}\n`);
  process.stdout.write(
    `${transfers} transfers moved ${pointsMoved} points; all accounts sum to ${sumOfAllAccounts}; ${differences.length} differences\n`,
  );
  if (differences.length > 0 || sumOfAllAccounts !== 0) process.exitCode = 1;
} finally {
  await pool.end();
  await server?.stop();
}
