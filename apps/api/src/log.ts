import type { FastifyServerOptions } from 'fastify';
import type { Config } from './config.ts';

/** Structured lines with request ids. Addresses, tokens, bodies and queries never get in. */
export function logOptions(
  config: Pick<Config, 'logLevel' | 'nodeEnv'>,
): NonNullable<FastifyServerOptions['logger']> {
  return {
    level: config.logLevel,
    serializers: {
      req: ({ method, routeOptions, id }) => ({ id, method, route: routeOptions?.url }),
      res: ({ statusCode }) => ({ statusCode }),
    },
    redact: ['req.headers', 'headers'],
  };
}
