import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import fastifyPlugin from 'fastify-plugin';
import { Refusal, toProblem } from './problem.ts';
import { sendProblem } from './problems.ts';

export interface HealthParts {
  /** Names what the database has not had yet; fails where the database cannot be reached. */
  pendingMigrations(): Promise<string[]>;
}

const READY_LIMIT_MS = 3_000;

/**
 * For whoever watches over the process. `/health/live`: it answers, so leave it running.
 * `/health/ready`: the database is reached and its migrations are current, so send it requests;
 * else 503, with the reason in the log.
 */
export const health = fastifyPlugin(
  async (app: FastifyInstance, { pendingMigrations }: HealthParts) => {
    app.get('/health/live', async () => ({ status: 'ok' }));

    app.get('/health/ready', async (request, reply) => {
      const reason = await whyNotReady(pendingMigrations);
      if (reason === undefined) return { status: 'ok' };
      request.log.warn(reason, 'not ready');
      return sendProblem(reply, toProblem(new Refusal('not-ready', undefined), request.id));
    });
  },
  { name: 'health' },
);

async function whyNotReady(pendingMigrations: HealthParts['pendingMigrations']): Promise<object | undefined> {
  const giveUp = new AbortController();
  try {
    const pending = await Promise.race([
      pendingMigrations(),
      wait(READY_LIMIT_MS, undefined, { signal: giveUp.signal }).then(() => {
        throw new Error(`the database did not answer within ${READY_LIMIT_MS} ms`);
      }),
    ]);
    return pending.length > 0 ? { pendingMigrations: pending } : undefined;
  } catch (error) {
    return { err: error };
  } finally {
    giveUp.abort();
  }
}
