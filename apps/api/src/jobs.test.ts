import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { createPool } from './db/pool.ts';
import { startJobs } from './jobs.ts';
import { onServer } from './testing/database-server.ts';
import { createWorld, type World } from './testing/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

const PATIENCE = { timeout: 20_000, interval: 100 };

// A rejection that nobody caught ends an API process; here it fails the run.
describe('jobs go on after the database was lost', () => {
  test('in the middle of one, so that its outcome could not be noted', { timeout: 60_000 }, async () => {
    await using jobs = await jobsUnderTest();
    const holder = await world.pool.connect();
    await holder.query('begin');
    await holder.query('lock table redemptions in access exclusive mode');
    await addJob();
    await vi.waitFor(async () => expect(await waiting()).toBeGreaterThan(0), PATIENCE);
    await away(async () => {
      await holder.query('rollback');
      holder.release();
      await vi.waitFor(
        () => expect(jobs.said()).toContain('jobs stand still until they can be taken up again'),
        PATIENCE,
      );
    });
    await aJobIsDone();
  });

  test('in the first moment, before they knew which tasks there are', { timeout: 60_000 }, async () => {
    const holder = await world.pool.connect();
    await holder.query('begin');
    await holder.query('lock table graphile_worker._private_tasks in access exclusive mode');
    await using _jobs = await jobsUnderTest();
    await vi.waitFor(async () => expect(await waiting()).toBeGreaterThan(0), PATIENCE);
    await away(async () => {
      await holder.query('rollback');
      holder.release();
    });
    await aJobIsDone();
  });

  test('while there was nothing to do', { timeout: 60_000 }, async () => {
    await using _jobs = await jobsUnderTest();
    await aJobIsDone();
    await away(async () => undefined);
    await aJobIsDone();
  });

  test('and end when they are told to while it is away', { timeout: 60_000 }, async () => {
    const jobs = await jobsUnderTest();
    await aJobIsDone();
    await away(() => jobs[Symbol.asyncDispose]());
  });
});

async function jobsUnderTest() {
  const { pictures, seal, app, databaseUrl } = world;
  const pool = createPool({ url: databaseUrl, size: 4, applicationName: NAME });
  const warn = vi.spyOn(app.log, 'warn');
  const jobs = await startJobs({ pool, pictures, seal }, app.log);
  return {
    said: () => warn.mock.calls.map((words) => words.at(-1)),
    async [Symbol.asyncDispose]() {
      await jobs.stop();
      await pool.end();
      warn.mockRestore();
    },
  };
}

const NAME = 'jobs under test';

/** Ends the connections of the jobs and lets nobody in while `meanwhile` runs. */
async function away(meanwhile: () => Promise<unknown>): Promise<void> {
  const server = inject('databaseServerUrl');
  const name = new URL(world.databaseUrl).pathname.slice(1);
  await onServer(server, `alter database ${name} allow_connections false`);
  try {
    await onServer(
      server,
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = '${NAME}'`,
    );
    await meanwhile();
  } finally {
    await onServer(server, `alter database ${name} allow_connections true`);
  }
}

async function aJobIsDone(): Promise<void> {
  const id = await addJob();
  await vi.waitFor(async () => {
    const { rowCount } = await world.pool.query('select from graphile_worker._private_jobs where id = $1', [
      id,
    ]);
    expect(rowCount).toBe(0);
  }, PATIENCE);
}

async function addJob(): Promise<string> {
  const { rows } = await world.pool.query<{ id: string }>(
    `select (graphile_worker.add_job('give-back-lapsed-holds')).id`,
  );
  return rows[0]?.id ?? '';
}

async function waiting(): Promise<number> {
  const { rowCount } = await world.pool.query(
    `select from pg_stat_activity where application_name = $1 and wait_event_type = 'Lock'`,
    [NAME],
  );
  return rowCount ?? 0;
}
