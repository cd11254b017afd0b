import { type Access, contracts, type Endpoint, type EndpointKey } from '@shangju/contracts';
import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify';
import fastifyPlugin from 'fastify-plugin';
import type { Pool } from 'pg';
import { onBehalfOf } from '../db/query-origin.ts';
import { must } from '../must.ts';
import { holdsOneOf, mayCall } from './access.ts';
import type { AccessTokens } from './access-tokens.ts';
import type { Caller, CallerOfSession } from './caller.ts';
import { sendEvents } from './event-stream.ts';
import type { Call, FileAnswer, Handlers } from './handler.ts';
import {
  type Answer,
  type Change,
  changeUnderKey,
  digestOfRequest,
  recordedAnswer,
  sealKey,
} from './idempotency.ts';
import { routeDocumentation } from './openapi.ts';
import type { Place, PlaceOf } from './place.ts';
import { refuse } from './problem.ts';
import type { LimitsOfKind, rateLimits } from './rate-limits.ts';
import { boundedUploads, readForms, type WithUpload } from './upload.ts';
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
  /** How often a stream shows that it is alive, and is asked whether it still may be. */
  heartbeatMs: number;
  /** Told of streams as they open and end. */
  onStream?: { opened(): void; ended(): void } | undefined;
  /** Undefined: without limits. */
  limitsOf: ReturnType<typeof rateLimits>;
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
    const withUpload = boundedUploads(UPLOAD_BYTES_HELD_MAX);
    for (const [key, contract] of Object.entries(contracts) as [EndpointKey, Endpoint][]) {
      const { upload } = contract;
      const shared = { ...parts, pool: onBehalfOf(parts.pool, routeOf(key)), streams, withUpload };
      if (!upload) addRoute(app, key, contract, shared);
      else {
        await app.register(async (scope) => {
          await readForms(scope, upload);
          addRoute(scope, key, contract, shared);
        });
      }
    }
  },
  { name: 'contract-routes' },
);

/** Some hundred pictures as phones send them, or six of the largest, in one process at once. */
const UPLOAD_BYTES_HELD_MAX = 64 * 1024 * 1024;

interface SharedParts extends ContractRouteParts {
  streams: Set<AbortController>;
  withUpload: WithUpload;
}

/** As logs and metrics name it: `POST /v1/redemptions/:redemptionId/cancel`. */
export const routeOf = (key: string): string => key.replace(/\{(\w+)\}/g, ':$1');

function addRoute(app: FastifyInstance, key: EndpointKey, contract: Endpoint, parts: SharedParts): void {
  const [method, path] = key.split(' ') as [HTTPMethods, string];
  const limits = parts.limitsOf?.(contract.limit ?? 'general');
  const handle = parts.handlers[key] as unknown as (call: Call<EndpointKey>) => Promise<HandlerReply>;

  app.route({
    method,
    url: routeOf(path),
    schema: routeDocumentation(key, contract),
    onRequest: async (request) => {
      await limits?.address(request);
      request.caller = await identify(request, contract.access, parts, limits);
    },
    preValidation: async (request, reply) => {
      const given = await authorize(request, key, contract, parts);
      if (given) return send(reply, given);
    },
    handler: async (request, reply) => {
      const gone = contract.stream ? whenGone(reply) : undefined;
      const read = readRequest(key, contract, request, { pool: parts.pool, signal: gone?.signal });
      const answer = contract.upload
        ? await parts.withUpload(request, contract.upload, (upload) => handle(read(upload)))
        : await handle(read());
      if ('file' in answer) return sendFile(reply, contract, answer);
      if (!('stream' in answer)) return send(reply, answer);
      const leaving = must(gone);
      parts.streams.add(leaving);
      parts.onStream?.opened();
      return sendEvents(request, reply, answer.stream, {
        gone: leaving,
        heartbeatMs: parts.heartbeatMs,
        stillMay: () => stillMay(request, contract.access, parts),
      }).finally(() => {
        parts.streams.delete(leaving);
        parts.onStream?.ended();
      });
    },
    ...(limits ? { onResponse: async (request, reply) => limits.answered(request, reply) } : {}),
  });
}

type HandlerReply = { status: number; body?: unknown } | { stream: AsyncIterable<unknown> } | FileAnswer;

async function identify(
  request: FastifyRequest,
  access: Access,
  { accessTokens, callerOfSession }: ContractRouteParts,
  limits: LimitsOfKind | undefined,
): Promise<Caller | undefined> {
  const token = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (!token) return access.kind === 'public' ? undefined : refuse('unauthenticated');
  const claims = accessTokens.read(token);
  if (claims === 'expired') return access.kind === 'public' ? undefined : refuse('token-expired');
  if (!claims) return access.kind === 'public' ? undefined : refuse('unauthenticated');
  limits?.person(claims.personId);
  const caller = await callerOfSession(claims.sessionId);
  if (caller?.personId === claims.personId) {
    await limits?.countPerson(caller.personId);
    return caller;
  }
  return access.kind === 'public' ? undefined : refuse('session-ended');
}

/** @returns the answer that was given before, where that is all the caller may have */
async function authorize(
  request: FastifyRequest,
  endpoint: EndpointKey,
  contract: Endpoint,
  { placeOf, pool }: ContractRouteParts,
): Promise<Answer | undefined> {
  const { access } = contract;
  if (access.kind !== 'roles') return undefined;
  const id = (request.params as Record<string, string>)[access.param] ?? '';
  if (!UUID.test(id)) refuse('not-found');
  const place = await placeOf(access.resource, id);
  if (!place) refuse('not-found');
  if (!mayCall(access, request.caller, place)) {
    return (await answerGivenBefore(request, endpoint, contract, pool)) ?? refuse('forbidden');
  }
  request.place = place;
  return undefined;
}

/** As at the beginning of the request, by what the database says now. */
async function stillMay(
  request: FastifyRequest,
  access: Access,
  { callerOfSession, placeOf }: ContractRouteParts,
): Promise<boolean> {
  if (access.kind === 'public') return true;
  const caller = await callerOfSession(must(request.caller).sessionId);
  if (access.kind === 'person') return mayCall(access, caller, undefined);
  const id = (request.params as Record<string, string>)[access.param] ?? '';
  return mayCall(access, caller, await placeOf(access.resource, id));
}

/**
 * What was done may move on before its sender hears of it: a shift that was offered is another shop's by then. So
 * whoever still holds such a role somewhere hears the recorded answer of just this act under just this key again. The
 * act itself stays out of reach: nothing but the record is read.
 */
async function answerGivenBefore(
  request: FastifyRequest,
  endpoint: EndpointKey,
  contract: Endpoint,
  pool: Pool,
): Promise<Answer | undefined> {
  const { access, idempotent, sealed, upload } = contract;
  const key = request.headers['idempotency-key'];
  // Of a sealed act no answer is recorded; an upload has not been read yet.
  if (!idempotent || sealed || upload || typeof key !== 'string') return undefined;
  if (access.kind !== 'roles' || !holdsOneOf(access.roles, request.caller)) return undefined;
  return recordedAnswer(pool, changeOf(endpoint, contract, key, request, undefined, pool));
}

/** Aborts when the connection ends before the answer does. */
function whenGone({ raw }: FastifyReply): AbortController {
  const gone = new AbortController();
  raw.on('close', () => raw.writableFinished || gone.abort());
  return gone;
}

/** Reads all but what was uploaded, so that a request that is refused for its headers costs no upload. */
function readRequest(
  key: EndpointKey,
  contract: Endpoint,
  request: FastifyRequest,
  { pool, signal }: { pool: Pool; signal: AbortSignal | undefined },
): (upload?: Buffer) => Call<EndpointKey> {
  const idempotencyKey = contract.idempotent ? readIdempotencyKey(request) : undefined;
  return (upload) =>
    ({
      params: request.params,
      query: request.query,
      body: request.body,
      upload,
      caller: request.caller,
      place: request.place,
      change: idempotencyKey && changeOf(key, contract, idempotencyKey, request, upload, pool),
      requestId: request.id,
      log: request.log,
      signal,
      refuse,
    }) as unknown as Call<EndpointKey>;
}

const IDEMPOTENCY_KEY = /^[A-Za-z0-9_-]{8,64}$/;

function readIdempotencyKey(request: FastifyRequest): string {
  const header = request.headers['idempotency-key'];
  if (header === undefined || header === '') return refuse('idempotency-key-missing');
  if (typeof header !== 'string' || !IDEMPOTENCY_KEY.test(header)) return refuse('idempotency-key-invalid');
  return header;
}

function changeOf(
  endpoint: EndpointKey,
  { sealed }: Endpoint,
  key: string,
  request: FastifyRequest,
  upload: Buffer | undefined,
  pool: Pool,
): Change {
  const { personId } = request.caller ?? refuse('unauthenticated');
  const asked = upload ?? request.body;
  if (sealed) return changeUnderKey(pool, { personId, ...sealKey(key, endpoint, request.params, asked) });
  const requestDigest = digestOfRequest(endpoint, request.params, asked);
  return changeUnderKey(pool, { personId, key, requestDigest, sealedKey: undefined });
}

function send(reply: FastifyReply, answer: { status: number; body?: unknown }) {
  reply.code(answer.status).header('cache-control', 'no-store');
  return answer.body === undefined || answer.body === null ? reply.send() : reply.send(answer.body);
}

function sendFile(
  reply: FastifyReply,
  { file: mediaType, access }: Endpoint,
  { file, fileName, cacheControl = 'no-store' }: FileAnswer,
) {
  reply.type(must(mediaType)).header('cache-control', cacheControl);
  // What a browser keeps of one person is not shown to the next who signs in.
  if (access.kind !== 'public') reply.header('vary', 'authorization');
  if (fileName) reply.header('content-disposition', `attachment; filename*=UTF-8''${inHeader(fileName)}`);
  return reply.send(file);
}

/** RFC 8187: some characters that a URL may hold as they are have a meaning there. */
const inHeader = (text: string): string =>
  encodeURIComponent(text).replace(/['()*]/g, (character) => `%${character.charCodeAt(0).toString(16)}`);
