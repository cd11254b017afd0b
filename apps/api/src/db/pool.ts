import pg, { type Pool } from 'pg';
import { type SlowQueryWatch, watchSlowQueries } from './slow-queries.ts';

export interface PoolOptions {
  url: string;
  /** Most connections at once. */
  size?: number;
  /** Shown in pg_stat_activity. */
  applicationName?: string;
  /** Settings of each connection, by PostgreSQL's names. */
  settings?: Record<string, string>;
  /** An idle connection was lost, as when the server stops. The pool replaces it by itself. */
  onError?: (error: Error) => void;
  /** Not set: nobody is told. */
  slowQueries?: SlowQueryWatch | undefined;
}

/**
 * Connections in pipeline mode (queries that don't wait for each other travel together), whose rows
 * carry numbers for int8, `Date` for timestamptz and 'YYYY-MM-DD' for date.
 */
export function createPool({
  url,
  size = 10,
  applicationName = 'shangju',
  settings = {},
  onError,
  slowQueries,
}: PoolOptions): Pool {
  const all = { ...LIMITS, ...settings };
  const pool = new pg.Pool({
    connectionString: url,
    max: size,
    application_name: applicationName,
    pipeline: true,
    types,
    connectionTimeoutMillis: CONNECT_LIMIT_MS,
  });
  // Without listeners Node ends the process when a connection breaks: the pool's hears of idle ones,
  // a client's of those in use, whose query then fails anyway.
  pool.on('error', onError ?? (() => {}));
  pool.on('connect', (client) => {
    client.on('error', () => {});
    // Said after connecting: PgBouncer takes no settings with it. Goes before whatever the client is asked first.
    client.query(SET, [Object.keys(all), Object.values(all)]).catch(() => {});
  });
  if (slowQueries) watchSlowQueries(pool, slowQueries);
  return pool;
}

const CONNECT_LIMIT_MS = 10_000;
const LIMITS = { statement_timeout: '15s', idle_in_transaction_session_timeout: '30s' };

const SET =
  'select set_config(name, value, false) from unnest($1::text[], $2::text[]) as setting (name, value)';

const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (format !== 'binary' && oid === pg.types.builtins.INT8) return safeInteger;
    if (format !== 'binary' && oid === pg.types.builtins.DATE) return asItIs;
    return pg.types.getTypeParser(oid, format);
  }) as typeof pg.types.getTypeParser,
};

const asItIs = (text: string) => text;

/** @throws RangeError beyond 2^53: a wrong number would be worse than none */
function safeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} does not fit a number exactly`);
  return value;
}
