import pg from 'pg';
import { checkLedger } from '../src/check-ledger.ts';
import { createPool } from '../src/db/pool.ts';
import { layStreet, type StreetSize } from './lay-street.ts';
import type { ThrowAwayDatabase } from './throw-away-database.ts';

/** A street in a database of its own. */
export interface BenchStreet extends AsyncDisposable {
  url: string;
  client: pg.Client;
  count(table: string): Promise<number>;
  /** @throws Error when any balance, stock or budget is not what its transfers make it */
  demandSoundLedger(): Promise<void>;
}

export async function layBenchStreet(
  database: ThrowAwayDatabase,
  name: string,
  size: StreetSize,
): Promise<BenchStreet> {
  const begin = performance.now();
  const url = await database.createDatabase(name);
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  await layStreet(client, size);
  const seconds = ((performance.now() - begin) / 1000).toFixed(1);
  process.stderr.write(
    `street of ${size.residents} residents and ${size.transfers} transfers: ${seconds} s\n`,
  );
  return {
    url,
    client,
    async count(table) {
      const { rows } = await client.query(`select count(*)::int as rows from ${pg.escapeIdentifier(table)}`);
      return rows[0].rows;
    },
    async demandSoundLedger() {
      const pool = createPool({ url, size: 1 });
      try {
        const { differences, sumOfAllAccounts } = await checkLedger(pool);
        if (differences.length === 0 && sumOfAllAccounts === 0) return;
        throw new Error(`the ledger does not fit: ${JSON.stringify(differences.slice(0, 3))}`);
      } finally {
        await pool.end();
      }
    },
    [Symbol.asyncDispose]: () => client.end(),
  };
}
