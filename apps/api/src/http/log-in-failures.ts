import type { Pool } from 'pg';
import { type SharedCounts, sealedName } from './shared-counts.ts';

/** Log-ins of an address that failed, counted exactly: each attempt asks the database. */
export interface LogInFailures {
  /**
   * Counts an attempt as failed before it is tried, so that attempts at the same time count too.
   * @returns 0, or the whole seconds until the next may be made
   */
  begin(address: string): Promise<number>;
  /** The attempt was none, or went well. */
  forgive(address: string): Promise<void>;
}

export function logInFailures(parts: {
  pool: Pool;
  secret: string;
  /** Counts by itself while the database is away. */
  counts: SharedCounts;
  limit: number;
}): LogInFailures {
  const { pool, secret, counts, limit } = parts;
  return {
    async begin(address) {
      const name = `failed log-ins of ${address}`;
      try {
        const { rowCount } = await pool.query({
          name: 'begin-log-in',
          text: BEGIN,
          values: [sealedName(secret, name), limit],
        });
        return rowCount === 1 ? 0 : secondsOfMinuteLeft() + Math.ceil(60 / limit);
      } catch {
        return counts.take(name, limit);
      }
    },
    async forgive(address) {
      await pool.query({
        name: 'forgive-log-in',
        text: FORGIVE,
        values: [sealedName(secret, `failed log-ins of ${address}`)],
      });
    },
  };
}

/** The row is locked before the limit is looked at: two attempts never take the same last one. */
const BEGIN = `
  with time as (
    select floor(epoch / 60)::int as minute, epoch / 60 - floor(epoch / 60) as passed
    from (select extract(epoch from clock_timestamp()) as epoch) now
  ), sliding as (
    select minute, (1 - passed) * coalesce(
      (select count from request_counts where name = $1 and minute = time.minute - 1), 0) as before
    from time
  )
  insert into request_counts as c (name, minute, count)
  select $1, minute, 1 from sliding where 1 + before <= $2
  on conflict (name, minute) do update set count = c.count + 1
  where c.count + 1 + (select before from sliding) <= $2`;

/** Of the newest minute: an attempt that began in the one before is forgiven a little late. */
const FORGIVE = `
  update request_counts set count = count - 1
  where name = $1 and count > 0 and minute = (select max(minute) from request_counts where name = $1)`;

const secondsOfMinuteLeft = (): number => 60 - Math.floor((Date.now() % 60_000) / 1000);
