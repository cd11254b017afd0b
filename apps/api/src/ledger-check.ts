import { checkLedger } from './check-ledger.ts';
import { loadConfig } from './config.ts';
import { createPool } from './db/pool.ts';
import { openDatabase } from './open-database.ts';

/** `pnpm ledger:check`: prints what differs, and ends with 1 if anything does. */
const config = loadConfig();
const database = await openDatabase(config);
const pool = createPool({ url: database.url, size: 1, applicationName: 'shangju-ledger-check' });
try {
  const { differences, transfers, pointsMoved, sumOfAllAccounts } = await checkLedger(pool);
  for (const difference of differences) process.stdout.write(`${JSON.stringify(difference)}\n`);
  process.stdout.write(
    `${transfers} transfers moved ${pointsMoved} points; all accounts sum to ${sumOfAllAccounts}; ${differences.length} differences\n`,
  );
  if (differences.length > 0 || sumOfAllAccounts !== 0) process.exitCode = 1;
} finally {
  await pool.end();
  await database.stop();
}
