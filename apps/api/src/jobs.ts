import type { FastifyBaseLogger } from 'fastify';
import { Logger, run, type TaskList } from 'graphile-worker';
import type { Pool } from 'pg';
import { giveBackLapsed, LAPSED_HOLDS_JOB } from './modules/redemptions/index.ts';

/** How many jobs one process works at once, and how long one that was added waits at most to be seen. */
const CONCURRENCY = 2;
const POLL_MS = 1_000;

/**
 * Works the jobs that transactions have added. Every task can run twice. Holds that ran out are also
 * looked for each minute, so that a job that was lost costs a minute and no points.
 */
export async function startJobs(pool: Pool, log: FastifyBaseLogger): Promise<{ stop(): Promise<void> }> {
  const tasks: TaskList = {
    [LAPSED_HOLDS_JOB]: async () => {
      const given = await giveBackLapsed(pool);
      if (given > 0) log.info({ given }, 'holds that ran out were given back');
    },
  };
  const runner = await run({
    pgPool: pool,
    taskList: tasks,
    crontab: `* * * * * ${LAPSED_HOLDS_JOB}`,
    concurrency: CONCURRENCY,
    pollInterval: POLL_MS,
    noHandleSignals: true,
    logger: new Logger(() => (level, message) => {
      if (level === 'error' || level === 'warning') log.warn({ job: true }, message);
    }),
  });
  return { stop: () => runner.stop() };
}
