import { EventEmitter } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyBaseLogger } from 'fastify';
import {
  Logger,
  type Runner,
  type RunnerOptions,
  run,
  type TaskList,
  type WorkerEvents,
} from 'graphile-worker';
import type { Pool } from 'pg';
import { onBehalfOf } from './db/query-origin.ts';
import { forgetOldCounts, OLD_COUNTS_JOB } from './http/shared-counts.ts';
import {
  BALLOTS_JOB,
  bringOnDue,
  LAST_DAY_JOB,
  remindOnLastDay,
  type Seal,
  SWEEP_BALLOTS_JOB,
  sealClosed,
  sweepBallots,
} from './modules/ballots/index.ts';
import {
  noteOverdueShifts,
  OVERDUE_SHIFTS_JOB,
  REMINDERS_JOB,
  remindOfShifts,
} from './modules/duty/index.ts';
import { MEETING_REMINDERS_JOB, remindOfMeetings } from './modules/meetings/index.ts';
import {
  type PictureStorage,
  removeUnclaimedPictures,
  UNCLAIMED_PICTURES_JOB,
} from './modules/pictures/index.ts';
import { checkProof, PROOF_JOB } from './modules/proof/index.ts';
import { giveBackLapsed, LAPSED_HOLDS_JOB } from './modules/redemptions/index.ts';

/** How many jobs one process works at once, and how long one that was added waits at most to be seen. */
const CONCURRENCY = 2;
const POLL_MS = 1_000;
const AGAIN_AFTER_MS = 1_000;
/** As often in a row jobs may be asked for in vain, about twice a second, before another runner is to try. */
const FAILURES_MAX = 10;

/**
 * Works the jobs that transactions have added. Every task can run twice. Holds that ran out are also
 * looked for each minute, so that a job that was lost costs a minute and no points.
 */
export async function startJobs(
  { pool, pictures, seal }: { pool: Pool; pictures: PictureStorage; seal: Seal },
  log: FastifyBaseLogger,
): Promise<{ stop(): Promise<void> }> {
  /** Queries of a job know which one it is. */
  const as = (job: string) => onBehalfOf(pool, `job ${job}`);
  const tasks: TaskList = {
    [LAPSED_HOLDS_JOB]: async () => {
      const given = await giveBackLapsed(as(LAPSED_HOLDS_JOB));
      if (given > 0) log.info({ given }, 'holds that ran out were given back');
    },
    [OVERDUE_SHIFTS_JOB]: async () => {
      const noted = await noteOverdueShifts(as(OVERDUE_SHIFTS_JOB));
      if (noted > 0) log.info({ noted }, 'shifts were missed or forgotten');
    },
    [REMINDERS_JOB]: async () => {
      const reminded = await remindOfShifts(as(REMINDERS_JOB));
      if (reminded > 0) log.info({ reminded }, 'shops were reminded of shifts');
    },
    [BALLOTS_JOB]: async () => {
      const brought = await bringOnDue(as(BALLOTS_JOB), seal);
      if (brought > 0) log.info({ brought }, 'ballots were opened or closed');
      const sealed = await sealClosed(as(BALLOTS_JOB), seal);
      if (sealed > 0) log.info({ sealed }, 'results were sealed');
      await sweepBallots(as(BALLOTS_JOB));
    },
    [LAST_DAY_JOB]: async () => {
      const told = await remindOnLastDay(as(LAST_DAY_JOB));
      if (told > 0) log.info({ told }, 'people were told that a ballot ends in a day');
    },
    [SWEEP_BALLOTS_JOB]: async () => {
      const swept = await sweepBallots(as(SWEEP_BALLOTS_JOB));
      if (swept > 0) log.info({ swept }, 'what closed ballots left behind was vacuumed');
    },
    [MEETING_REMINDERS_JOB]: async () => {
      const reminded = await remindOfMeetings(as(MEETING_REMINDERS_JOB));
      if (reminded > 0) log.info({ reminded }, 'the invited were reminded of meetings');
    },
    [UNCLAIMED_PICTURES_JOB]: async () => {
      const removed = await removeUnclaimedPictures(as(UNCLAIMED_PICTURES_JOB), pictures);
      if (removed > 0) log.info({ removed }, 'pictures that belonged to nothing were removed');
    },
    [OLD_COUNTS_JOB]: async () => {
      await forgetOldCounts(as(OLD_COUNTS_JOB));
    },
    [PROOF_JOB]: () => checkProof(as(PROOF_JOB), log),
  };
  const events: WorkerEvents = new EventEmitter();
  const options: RunnerOptions = {
    pgPool: pool,
    events,
    taskList: tasks,
    crontab: [
      `* * * * * ${LAPSED_HOLDS_JOB}`,
      `*/5 * * * * ${OVERDUE_SHIFTS_JOB}`,
      `* * * * * ${REMINDERS_JOB}`,
      `* * * * * ${BALLOTS_JOB}`,
      `*/5 * * * * ${LAST_DAY_JOB}`,
      `* * * * * ${SWEEP_BALLOTS_JOB}`,
      `*/5 * * * * ${MEETING_REMINDERS_JOB}`,
      `*/2 * * * * ${OLD_COUNTS_JOB}`,
      `17 * * * * ${UNCLAIMED_PICTURES_JOB}`,
      // In the small hours of Shanghai.
      `23 19 * * * ${PROOF_JOB} ?max=3`,
    ].join('\n'),
    concurrency: CONCURRENCY,
    pollInterval: POLL_MS,
    noHandleSignals: true,
    // Graphile Worker notes what became of a job without waiting for it. Only where it notes several at once, however
    // short the time it gathers them, does it catch that this failed; else the rejection is nobody's and ends the process.
    preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
    logger: new Logger(() => (level, message) => {
      if (level === 'error' || level === 'warning') log.warn({ job: true }, message);
    }),
  };
  let runner = await run(options);
  giveUpAfterFailures();
  const stopping = new AbortController();
  const working = keepWorking();
  return {
    async stop() {
      stopping.abort();
      // One that has given up has nothing to stop.
      await runner.stop().catch(() => undefined);
      await working;
    },
  };

  /**
   * Graphile Worker asks once which tasks there are, and remembers for good when that fails: such a runner never finds
   * a job, and says so to nobody.
   */
  function giveUpAfterFailures(): void {
    let failures = 0;
    const forget = () => {
      failures = 0;
    };
    events.on('worker:getJob:empty', forget);
    events.on('job:start', forget);
    events.on('worker:getJob:error', () => {
      failures += 1;
      if (failures < FAILURES_MAX) return;
      forget();
      runner.stop(`no job could be asked for ${FAILURES_MAX} times`).catch(() => undefined);
    });
  }

  /** A runner that could not tell the database what became of a job gives up for good: another takes its place. */
  async function keepWorking(): Promise<void> {
    for (;;) {
      const reason = await runner.promise.then(
        () => undefined,
        (error: unknown) => error,
      );
      if (stopping.signal.aborted) return;
      log.warn({ err: reason, job: true }, 'jobs stand still until they can be taken up again');
      const next = await startAgain();
      if (!next) return;
      runner = next;
    }
  }

  async function startAgain(): Promise<Runner | undefined> {
    while (!stopping.signal.aborted) {
      await wait(AGAIN_AFTER_MS, undefined, stopping).catch(() => undefined);
      const next = stopping.signal.aborted ? undefined : await run(options).catch(() => undefined);
      if (next && !stopping.signal.aborted) return next;
      await next?.stop();
    }
    return undefined;
  }
}
