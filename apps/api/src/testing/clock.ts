import type { Pool } from 'pg';

/**
 * Sets the street's clock of one test database for all its connections. A date stands still until
 * it is set again; an offset runs on with the real time.
 */
export async function setClock(pool: Pool, to: Date | { offsetMs: number }): Promise<void> {
  if (to instanceof Date) await replaceClock(pool, `timestamptz '${to.toISOString()}'`);
  else await replaceClock(pool, `clock_timestamp() + interval '${to.offsetMs} milliseconds'`);
}

export async function resetClock(pool: Pool): Promise<void> {
  await replaceClock(pool, 'clock_timestamp()');
}

async function replaceClock(pool: Pool, now: string): Promise<void> {
  await pool.query(
    `create or replace function street_now() returns timestamptz language sql volatile as $$ select ${now} $$`,
  );
}
