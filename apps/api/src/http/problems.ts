import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import fastifyPlugin from 'fastify-plugin';
import { DatabaseError } from 'pg';
import { isDatabaseAway } from '../db/database-away.ts';
import { Refusal, toProblem } from './problem.ts';

declare module 'fastify' {
  interface FastifyReply {
    /** Of the problem that was answered. */
    problemCode: string | undefined;
  }
}

/** Turns every error into `application/problem+json`; what is inside of a 5xx goes to the log only. */
export const problems = fastifyPlugin(
  async (app: FastifyInstance) => {
    app.decorateReply('problemCode', undefined);
    app.setErrorHandler(sendRefusal);
    app.setNotFoundHandler((request, reply) =>
      sendProblem(reply, toProblem(new Refusal('not-found', undefined), request.id)),
    );
  },
  { name: 'problems' },
);

export function sendRefusal(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = toProblem(refusalOf(error), request.id);
  if (problem.code === 'internal') request.log.error({ err: error }, 'request failed');
  else if (problem.code === 'temporarily-unavailable') request.log.warn({ err: error }, 'database away');
  else request.log.debug({ code: problem.code }, 'request refused');
  return sendProblem(reply, problem);
}

export function sendProblem(reply: FastifyReply, problem: ReturnType<typeof toProblem>): FastifyReply {
  const retryAfter = problem['retryAfterSeconds' as keyof typeof problem];
  reply.problemCode = problem.code;
  if (typeof retryAfter === 'number') reply.header('retry-after', retryAfter);
  return (
    reply
      // Fastify would end the connection under a sender that is not done, who would see a reset instead of the answer.
      .removeHeader('connection')
      .code(problem.status)
      .type('application/problem+json; charset=utf-8')
      .header('cache-control', 'no-store')
      .serializer(JSON.stringify)
      .send(problem)
  );
}

function refusalOf(error: FastifyError): Refusal {
  if (error instanceof Refusal) return error;
  const code = BY_FASTIFY_CODE[error.code] ?? byDatabase(error);
  if (code) return new Refusal(code, undefined);
  return new Refusal(isDatabaseAway(error) ? 'temporarily-unavailable' : byStatus(error), undefined);
}

const BY_FASTIFY_CODE: Record<string, Refusal['code']> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'body-too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'media-type-unsupported',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'body-unreadable',
  FST_ERR_CTP_INVALID_JSON_BODY: 'body-unreadable',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'body-unreadable',
  FST_ERR_BAD_URL: 'request-unreadable',
  // Of ids, the one thing that stands in paths, none is so long.
  FST_ERR_MAX_PARAM_LENGTH: 'not-found',
  FST_UNDER_PRESSURE: 'overloaded',
};

const UNTRANSLATABLE_CHARACTER = '22P05';
const CHARACTER_NOT_IN_REPERTOIRE = '22021';
const DATETIME_FIELD_OVERFLOW = '22008';
const LOCK_NOT_AVAILABLE = '55P03';
const TOO_MANY_CONNECTIONS = '53300';

function byDatabase(error: Error): Refusal['code'] | undefined {
  if (!(error instanceof DatabaseError)) return undefined;
  switch (error.code) {
    // What JSON may say and PostgreSQL can't store: a NUL in a text, a day of the year 0.
    case UNTRANSLATABLE_CHARACTER:
    case CHARACTER_NOT_IN_REPERTOIRE:
    case DATETIME_FIELD_OVERFLOW:
      return 'validation-failed';
    case LOCK_NOT_AVAILABLE:
      return 'request-in-progress';
    case TOO_MANY_CONNECTIONS:
      return 'overloaded';
    default:
      return undefined;
  }
}

function byStatus({ statusCode }: FastifyError): Refusal['code'] {
  return statusCode !== undefined && statusCode >= 400 && statusCode < 500 ? 'body-unreadable' : 'internal';
}
