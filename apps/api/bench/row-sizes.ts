/**
 * `pnpm --filter @shangju/api bench:sizes`: what an act takes on the disk, in its tables with their indexes, and in
 * the write-ahead log; of requests over HTTP, 64 and then one at a time.
 */
import type { Client } from 'pg';
import { startApi } from './api-process.ts';
import { layBenchStreet } from './bench-street.ts';
import type { Act } from './load-plan.ts';
import { readFlags } from './read-flags.ts';
import { runLoad } from './run-load.ts';
import { startThrowAwayDatabase } from './throw-away-database.ts';

const flags = readFlags({ residents: 10_000, merchants: 1_000, seconds: 8 }, { switches: [], texts: [] });
const { residents, merchants, seconds } = flags.sizes;

await using database = await startThrowAwayDatabase();
await using street = await layBenchStreet(database, 'sizes', { residents, merchants, transfers: 0 });
await using api = await startApi(street.url);
const acts: Act[] = [
  { kind: 'redeem', residents, merchants, oneMerchant: false },
  { kind: 'check-in', residents, merchants },
];
let from = 0;
for (const act of acts) {
  for (const connections of [64, 1]) {
    const before = await sizes(street.client);
    const pace = { kind: 'closed' } as const;
    const done = await runLoad({ port: api.port, connections, act, pace, until: { seconds }, from });
    from = done.next;
    const after = await sizes(street.client);
    const each = (bytes: number) => Math.round(bytes / done.good);
    process.stdout.write(
      `${act.kind}, ${connections} at once: ${done.good} acts; each ${each(after.tables - before.tables)} bytes in tables and indexes, ` +
        `${each(after.log - before.log)} bytes of log\n`,
    );
  }
}

async function sizes(client: Client): Promise<{ tables: number; log: number }> {
  const { rows } = await client.query(`
    select sum(pg_total_relation_size(oid))::float8 as tables,
      pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::float8 as log
    from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`);
  return rows[0];
}
