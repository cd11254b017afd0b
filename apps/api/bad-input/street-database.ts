import { migrate } from '../src/db/migrate.ts';
import { createPool } from '../src/db/pool.ts';
import { startThrowAwayServer } from '../src/testing/database-server.ts';
import type { TestDatabase } from '../src/testing/test-database.ts';

/** A migrated database on a PostgreSQL of its own, gone with it. */
export async function streetDatabase(): Promise<TestDatabase> {
  const server = await startThrowAwayServer();
  await migrate(server.url);
  const pool = createPool({ url: server.url, size: 10, applicationName: 'bad-input' });
  const close = async () => {
    await pool.end();
    await server.stop();
  };
  return { url: server.url, pool, close, [Symbol.asyncDispose]: close };
}
