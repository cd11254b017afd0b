import { type Access, contracts, type Endpoint, type EndpointKey } from '@shangju/contracts';
import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify';
import fastifyPlugin from 'fastify-plugin';
import type { Pool } from 'pg';
import { mayCall } from './access.ts';
import type { AccessTokens } from './access-tokens.ts';
import type { Caller, CallerOfSession } from './caller.ts';
import { sendEvents } from './event-stream.ts';
import type { Call, Handlers } from './handler.ts';
import { changeUnderKey, digestOfRequest } from './idempotency.ts';
import { routeDocumentation } from './openapi.ts';
import type { Place, PlaceOf } from './place.ts';
import { refuse } from './problem.ts';
import { UUID } from './validation.ts';

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller | undefined;
    place: Place | undefined;
  }
}

interface ContractRouteParts {
  handlers: Handlers;
  pool: Pool;
  accessTokens: AccessTokens;
  callerOfSession: CallerOfSession;
  placeOf: PlaceOf;
}

/** Makes a route of every contract: who may call, what comes in, what goes out. */
export const contractRoutes = fastifyPlugin(
  async (app: FastifyInstance, parts: ContractRouteParts) => {
    app.decorateRequest('caller', undefined);
    app.decorateRequest('place', undefined);
    const streams = new Set<AbortController>();
    // A server waits for its connections before it closes: streams must end first.
    app.addHook('preClose', async () => {
      for (const stream of streams) stream.abort();
    });
    for (const [key, contract] of Object.entries(contracts) as [EndpointKey, Endpoint][]) {
      addRoute(app, key, contract, { ...parts, streams });
    }
  },
  { name: 'contract-routes' },
);

function addRoute(
  app: FastifyInstance,
  key: EndpointKey,
  contract: Endpoint,
  parts: ContractRouteParts & { streams: Set<AbortController> },
): void {
  const [method, path] = key.split(' ') as [HTTPMethods, string];
  const handle = parts.handlers[key] as unknown as (call: Call<EndpointKey>) => Promise<HandlerReply>;

  app.route({
    method,
    url: path.replace(/\{(\w+)\}/g, ':$1'),
    schema: routeDocumentation(key, contract),
    onRequest: async (request) => {
      request.caller = await identify(request, contract.access, parts);
    },
    preValidation: async (request) => {
      await authorize(request, contract.access, parts);
    },
    handler: async (request, reply) => {
      const gone = whenGone(reply);
      const answer = await handle(toCall(key, contract, request, { pool: parts.pool, signal: gone.signal }));
      if (!('stream' in answer)) return send(reply, answer);
      parts.streams.add(gone);
      return sendEvents(request, reply, answer.stream, gone.signal).finally(() => parts.streams.delete(gone));
    },
  });
}

type HandlerReply = { status: number; body?: unknown } | { stream: AsyncIterable<unknown> };

async function identify(
  request: FastifyRequest,
  access: Access,
  { accessTokens, callerOfSession }: ContractRouteParts,
): Promise<Caller | undefined> {
  const token = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (!token) return access.kind === 'public' ? undefined : refuse('unauthenticated');
  const claims = accessTokens.read(token);
  if (claims === 'expired') return access.kind === 'public' ? undefined : refuse('token-expired');
  if (!claims) return access.kind === 'public' ? undefined : refuse('unauthenticated');
  const caller = await callerOfSession(claims.sessionId);
  if (caller?.personId === claims.personId) return caller;
  return access.kind === 'public' ? undefined : refuse('session-ended');
}

async function authorize(
  request: FastifyRequest,
  access: Access,
  { placeOf }: ContractRouteParts,
): Promise<void> {
  if (access.kind !== 'roles') return;
  const id = (request.params as Record<string, string>)[access.param] ?? '';
  if (!UUID.test(id)) refuse('not-found');
  const place = await placeOf(access.resource, id);
  if (!place) refuse('not-found');
  if (!mayCall(access, request.caller, place)) refuse('forbidden');
  request.place = place;
}

/** Aborts when the connection ends before the answer does. */
function whenGone({ raw }: FastifyReply): AbortController {
  const gone = new AbortController();
  raw.on('close', () => raw.writableFinished || gone.abort());
  return gone;
}

function toCall(
  key: EndpointKey,
  contract: Endpoint,
  request: FastifyRequest,
  { pool, signal }: { pool: Pool; signal: AbortSignal },
): Call<EndpointKey> {
  return {
    params: request.params,
    query: request.query,
    body: request.body,
    caller: request.caller,
    place: request.place,
    change: contract.idempotent ? changeOf(key, request, pool) : undefined,
    requestId: request.id,
    log: request.log,
    signal,
    refuse,
  } as unknown as Call<EndpointKey>;
}

const IDEMPOTENCY_KEY = /^[A-Za-z0-9_-]{8,64}$/;

function changeOf(endpoint: EndpointKey, request: FastifyRequest, pool: Pool) {
  const header = request.headers['idempotency-key'];
  if (header === undefined || header === '') return refuse('idempotency-key-missing');
  if (typeof header !== 'string' || !IDEMPOTENCY_KEY.test(header)) return refuse('idempotency-key-invalid');
  const { personId } = request.caller ?? refuse('unauthenticated');
  const requestDigest = digestOfRequest(endpoint, request.params, request.body);
  return changeUnderKey(pool, { personId, key: header, requestDigest });
}

function send(reply: FastifyReply, answer: { status: number; body?: unknown }) {
  reply.code(answer.status).header('cache-control', 'no-store');
  return answer.body === undefined || answer.body === null ? reply.send() : reply.send(answer.body);
}
