import { loadConfig } from './config.ts';
import { createPool } from './db/pool.ts';
import { checkAudit } from './modules/audit/index.ts';
import { openDatabase } from './open-database.ts';

/** `pnpm audit:check`: prints where the chain breaks, and ends with 1 if it does. */
const config = loadConfig();
const database = await openDatabase(config);
const pool = createPool({ url: database.url, size: 1, applicationName: 'shangju-audit-check' });
try {
  const { entries, lastHash, breaks } = await checkAudit(pool);
  for (const { number, what } of breaks) process.stdout.write(`entry ${number}: ${what}\n`);
  process.stdout.write(
    `${entries} entries, the last one sealed with ${lastHash ?? 'nothing'}; ${breaks.length} breaks\n`,
  );
  if (breaks.length > 0) process.exitCode = 1;
} finally {
  await pool.end();
  await database.stop();
}
