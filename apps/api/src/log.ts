import type { FastifyBaseLogger, FastifyServerOptions } from 'fastify';
import { DatabaseError } from 'pg';
import type { Config } from './config.ts';
import type { SlowQuery } from './db/slow-queries.ts';

/** Structured lines with request ids. Addresses, tokens, bodies and queries never get in. */
export function logOptions(
  config: Pick<Config, 'logLevel' | 'nodeEnv'>,
): NonNullable<FastifyServerOptions['logger']> {
  return {
    level: config.logLevel,
    serializers: {
      req: ({ method, routeOptions, id }) => ({ id, method, route: routeOptions?.url }),
      res: ({ statusCode }) => ({ statusCode }),
      err: withoutValues,
    },
    redact: ['req.headers', 'headers'],
  };
}

/** A query of one request carries its id as all lines of that request do; one of a batch the first few. */
export function logSlowQuery(
  log: Pick<FastifyBaseLogger, 'warn'>,
  { route, statement, durationMs }: SlowQuery,
): void {
  log.warn({ route, statement, durationMs: Math.round(durationMs) }, 'slow query');
}

/** PostgreSQL says in details, and in messages of some errors, which values were at fault: a key, a name. */
function withoutValues(error: Error) {
  const { name: type, message, stack = '' } = error;
  if (!(error instanceof DatabaseError)) {
    return { type, message, stack, ...('code' in error ? { code: error.code } : {}) };
  }
  const { code, constraint, table, column, routine } = error;
  const places = stack.split('\n').filter((line) => line.startsWith('    at '));
  return {
    type,
    message: `PostgreSQL error ${code} in ${routine}`,
    stack: places.join('\n'),
    code,
    constraint,
    table,
    column,
  };
}
