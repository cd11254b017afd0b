import { loadConfig } from './config.ts';
import { embeddedFolder, startEmbeddedServer } from './db/embedded-server.ts';
import { createPool } from './db/pool.ts';
import { checkAudit } from './modules/audit/index.ts';

/** `pnpm audit:check`: prints where the chain breaks, and ends with 1 if it does. */
const config = loadConfig();
const server = config.databaseUrl
  ? undefined
  : await startEmbeddedServer({ folder: embeddedFolder(config.dataDir) });
const pool = createPool({
  url: config.databaseUrl ?? server?.url ?? '',
  size: 1,
  applicationName: 'shangju-audit-check',
});
try {
  const { entries, lastHash, breaks } = await checkAudit(pool);
  for (const { number, what } of breaks) process.stdout.write(`entry ${number}: ${what}\n`);
  process.stdout.write(
    `${entries} entries, the last one sealed with ${lastHash ?? 'nothing'}; ${breaks.length} breaks\n`,
  );
  if (breaks.length > 0) process.exitCode = 1;
} finally {
  await pool.end();
  await server?.stop();
}
