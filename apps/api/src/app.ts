import type { Contracts, EndpointKey } from '@shangju/contracts';
import Fastify, { type FastifyInstance, type FastifyServerOptions } from 'fastify';
import type { Pool } from 'pg';
import type { Config } from './config.ts';
import { onBehalfOf } from './db/query-origin.ts';
import { accessTokens } from './http/access-tokens.ts';
import { callerOfSession } from './http/caller.ts';
import { contractRoutes, routeOf } from './http/contract-routes.ts';
import { documentation } from './http/documentation.ts';
import { HEARTBEAT_MS } from './http/event-stream.ts';
import type { Handlers } from './http/handler.ts';
import { health } from './http/health.ts';
import { methodOfPhone } from './http/method-of-phone.ts';
import type { Metrics } from './http/metrics.ts';
import { overload } from './http/overload.ts';
import { placeOf } from './http/place.ts';
import { problems, sendRefusal } from './http/problems.ts';
import { rateLimits } from './http/rate-limits.ts';
import { BODY_BYTES_MAX, HEADER_BYTES_MAX, requestLimits } from './http/request-limits.ts';
import { securityHeaders } from './http/security-headers.ts';
import { answerUnreadable, unroutable } from './http/unreadable.ts';
import { contractValidator } from './http/validation.ts';
import { webPages } from './http/web-pages.ts';
import type { ArrivalsHub } from './modules/arrivals/index.ts';
import { ballotRoutes, type Seal } from './modules/ballots/index.ts';
import { codeBook } from './modules/codes/index.ts';
import { directoryRoutes } from './modules/directory/index.ts';
import { dutyRoutes } from './modules/duty/index.ts';
import { identityRoutes } from './modules/identity/index.ts';
import { meetingRoutes } from './modules/meetings/index.ts';
import { noticeRoutes } from './modules/notices/index.ts';
import { offerRoutes } from './modules/offers/index.ts';
import { type PictureStorage, pictureRoutes } from './modules/pictures/index.ts';
import { pointsRoutes } from './modules/points/index.ts';
import { giveBackLapsed, redemptionRoutes } from './modules/redemptions/index.ts';
import { registerRoutes } from './modules/registers/index.ts';
import { scanRoutes } from './modules/scans/index.ts';
import { newId } from './new-id.ts';

export interface AppParts {
  config: Pick<
    Config,
    | 'codeKeys'
    | 'demoMode'
    | 'h5Dir'
    | 'jwtSecret'
    | 'publicOrigin'
    | 'rateLimits'
    | 'slowQueryMs'
    | 'trustProxy'
  >;
  pool: Pool;
  /** For what arrives together. */
  pipelines: Pool;
  arrivals: ArrivalsHub;
  pictures: PictureStorage;
  /** Seals the results of ballots. */
  seal: Seal;
  pendingMigrations(): Promise<string[]>;
  metrics?: Metrics;
  logger?: FastifyServerOptions['logger'];
  /** False: however stuck the process is, it turns nobody away. */
  shedsLoad?: boolean;
  /** How often a stream shows that it is alive, and is asked whether it still may be. */
  heartbeatMs?: number;
}

const HEADERS_TIMEOUT_MS = 15_000;
/** Until all of a request is there: ten megabytes of a picture at 1.4 Mbit/s. */
const REQUEST_TIMEOUT_MS = 60_000;
/** How long requests under way have to end when the process closes. */
const CLOSE_GRACE_MS = 2_000;

/** The composition root: everything that serves HTTP, from parts that can each be another. */
export async function buildApp(parts: AppParts): Promise<FastifyInstance> {
  const { config, pool } = parts;
  const app = Fastify({
    logger: parts.logger ?? false,
    genReqId: () => newId(),
    bodyLimit: BODY_BYTES_MAX,
    requestTimeout: REQUEST_TIMEOUT_MS,
    // Node would refuse a missing Host without a word; request-limits says what is wrong.
    http: { headersTimeout: HEADERS_TIMEOUT_MS, maxHeaderSize: HEADER_BYTES_MAX, requireHostHeader: false },
    trustProxy: config.trustProxy,
    rewriteUrl: methodOfPhone,
    clientErrorHandler: answerUnreadable,
    frameworkErrors: (error, request, reply) => sendRefusal(error, request, reply),
    routerOptions: { maxParamLength: 100 },
    forceCloseConnections: 'idle',
  });
  app.setValidatorCompiler(contractValidator());
  // Everything that is said to this API is JSON.
  app.removeContentTypeParser('text/plain');
  // Browsers open connections ahead and ask nothing on them: a server that closes would wait for these.
  app.addHook('preClose', async () => {
    setTimeout(() => app.server.closeAllConnections(), CLOSE_GRACE_MS).unref();
  });
  await app.register(problems);
  await app.register(unroutable);
  await app.register(securityHeaders, {
    contentSecurityPolicy: CONTENT_SECURITY_POLICY,
    hsts: config.publicOrigin.startsWith('https:'),
  });
  if (parts.metrics) await app.register(parts.metrics.plugin);
  await app.register(requestLimits);
  await app.register(health, { pendingMigrations: parts.pendingMigrations });
  await app.register(documentation);
  await app.register(async (v1) => {
    if (parts.shedsLoad ?? true) await v1.register(overload);
    await v1.register(contractRoutes, {
      handlers: handlersOf(parts),
      pool,
      accessTokens: accessTokens(config.jwtSecret),
      callerOfSession: callerOfSession(onBehalfOf(pool, 'callers'), parts.metrics?.onBatch),
      placeOf: placeOf(onBehalfOf(pool, 'places')),
      heartbeatMs: parts.heartbeatMs ?? HEARTBEAT_MS,
      onStream: parts.metrics?.streams,
      limitsOf: rateLimits({
        pool: onBehalfOf(pool, 'limits'),
        settings: config.rateLimits,
        secret: config.jwtSecret,
        onLimited: parts.metrics?.limited,
      }),
    });
  });
  await app.register(webPages, { folder: config.h5Dir });
  return app;
}

/** Each handler has pools that know its route; all else they share. */
function handlersOf({ config, arrivals, pictures, seal, metrics, ...pools }: AppParts): Handlers {
  const onBatch = metrics?.onBatch;
  const codes = codeBook({ origin: config.publicOrigin, keys: config.codeKeys });
  const tokens = accessTokens(config.jwtSecret);
  const handlersWith = ({ pool, pipelines }: Pick<AppParts, 'pool' | 'pipelines'>) =>
    ({
      ...identityRoutes({ pool, accessTokens: tokens, demoMode: config.demoMode }),
      ...directoryRoutes({ pool }),
      ...offerRoutes({ pool }),
      ...pointsRoutes({ pool, pipelines, onBatch, codes, giveBackLapsed: () => giveBackLapsed(pool) }),
      ...redemptionRoutes({ pool, pipelines, onBatch, codes, arrivals }),
      ...scanRoutes({ pool, codes }),
      ...dutyRoutes({ pool, codes, publicOrigin: config.publicOrigin }),
      ...ballotRoutes({ pool, pipelines, onBatch, codes, seal }),
      ...noticeRoutes({ pool }),
      ...registerRoutes({ pool }),
      ...meetingRoutes({ pool, codes }),
      ...pictureRoutes({ pool, storage: pictures }),
    }) satisfies { [K in EndpointKey & keyof Contracts]: Handlers[K] };
  return Object.fromEntries(
    (Object.keys(handlersWith(pools)) as EndpointKey[]).map((key) => {
      const itsOwn = (pool: Pool) => onBehalfOf(pool, routeOf(key));
      const handlers = handlersWith({ pool: itsOwn(pools.pool), pipelines: itsOwn(pools.pipelines) });
      return [key, handlers[key]];
    }),
  ) as unknown as Handlers;
}

/** Taro's pages set styles on elements; pictures of codes are data URIs; the camera shows as a blob. */
const CONTENT_SECURITY_POLICY = {
  directives: {
    defaultSrc: ["'self'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'", "'unsafe-inline'"],
    imgSrc: ["'self'", 'data:', 'blob:'],
    mediaSrc: ["'self'", 'blob:', 'data:'],
    connectSrc: ["'self'"],
    workerSrc: ["'self'", 'blob:'],
    fontSrc: ["'self'", 'data:'],
    frameAncestors: ["'none'"],
    upgradeInsecureRequests: null,
  },
};
