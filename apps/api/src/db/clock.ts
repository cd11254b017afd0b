import type { Pool, PoolClient } from 'pg';

/**
 * The street's one clock is the database's, so that all processes agree; tests set it. Inside a
 * transaction read it once and pass it on.
 */
export async function streetNow(client: Pool | PoolClient): Promise<Date> {
  const { rows } = await client.query<{ now: Date }>({
    name: 'street-now',
    text: 'select street_now() as now',
  });
  const [row] = rows;
  if (!row) throw new Error('the database did not tell the time');
  return row.now;
}
