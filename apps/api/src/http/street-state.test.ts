import { Registry } from 'prom-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createPool } from '../db/pool.ts';
import { startJobs } from '../jobs.ts';
import { checkProof } from '../modules/proof/index.ts';
import { resetClock, setClock } from '../testing/clock.ts';
import { createWorld, type World } from '../testing/world.ts';
import { measureStreet } from './street-state.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

/** As a process would that has just started. */
async function toldNow(pool = world.pool): Promise<(sample: string) => number | undefined> {
  const registry = new Registry();
  measureStreet(pool, registry);
  const lines = (await registry.metrics()).split('\n');
  return (sample) => {
    const line = lines.find((one) => one.startsWith(`${sample} `));
    return line === undefined ? undefined : Number(line.slice(sample.length));
  };
}

describe('what only the database knows', () => {
  test('is told: jobs that wait, fail or were given up', async () => {
    await world.pool.query(`
      select graphile_worker.add_job('nobody-knows-this', run_at := now() - interval '90 seconds');
      select graphile_worker.add_job('nobody-knows-this', run_at := now() + interval '1 hour');`);
    const before = await toldNow();
    expect(before('database_answering')).toBe(1);
    expect(before('jobs_waiting{state="due"}')).toBe(1);
    expect(before('jobs_waiting{state="failing"}')).toBe(0);
    expect(before('jobs_oldest_due_age_seconds')).toBeGreaterThanOrEqual(90);
    expect(before('jobs_oldest_due_age_seconds')).toBeLessThan(120);

    await world.pool.query(`
      with jobs as (select id, row_number() over (order by id) as number from graphile_worker.jobs)
      update graphile_worker._private_jobs j set attempts = case number when 1 then max_attempts else 1 end
      from jobs where jobs.id = j.id`);
    const after = await toldNow();
    expect(after('jobs_waiting{state="due"}')).toBe(0);
    expect(after('jobs_waiting{state="failing"}')).toBe(1);
    expect(after('jobs_waiting{state="given-up"}')).toBe(1);
    expect(after('jobs_oldest_due_age_seconds')).toBe(0);
  });

  test('is told: when a process last planned jobs, or that none ever did', async () => {
    expect((await toldNow())('jobs_planned_timestamp_seconds')).toBe(0);
    const jobs = await startJobs(world, world.app.log);
    const nowSeconds = Date.now() / 1000;
    await jobs.stop();
    const told = (await toldNow())('jobs_planned_timestamp_seconds');
    expect(Math.abs((told ?? 0) - nowSeconds)).toBeLessThan(60);
  });

  test('is told: a voucher that nobody gave back', async () => {
    expect((await toldNow())('vouchers_overdue_age_seconds')).toBe(0);
    const resident = await world.resident({ points: 5 });
    const offerId = await world.offer({
      merchant: await world.merchant(),
      pricePoints: 5,
      voucherMinutes: 30,
    });
    await world.call(resident, 'POST /v1/redemptions', { body: { offerId } });
    await setClock(world.pool, { offsetMs: 40 * 60_000 });
    expect((await toldNow())('vouchers_overdue_age_seconds')).toBeCloseTo(600, -2);
    await resetClock(world.pool);
  });

  test('is told: when the ledger and the audit log were checked, and what was wrong', async () => {
    const never = await toldNow();
    expect(never('proof_check_findings{check="ledger"}')).toBeUndefined();

    await world.resident({ points: 5 });
    await checkProof(world.pool, world.app.log);
    const good = await toldNow();
    expect(good('proof_check_findings{check="ledger"}')).toBe(0);
    expect(good('proof_check_findings{check="audit"}')).toBe(0);
    expect(
      Math.abs((good('proof_check_timestamp_seconds{check="ledger"}') ?? 0) - Date.now() / 1000),
    ).toBeLessThan(60);

    // Points from nowhere, in a way that no constraint of the row itself sees.
    const richer = await world.resident({ points: 5 });
    await world.pool.query(
      'update accounts set available = available + 1, earned = earned + 1 where id = $1',
      [richer.id],
    );
    await checkProof(world.pool, world.app.log);
    const bad = await toldNow();
    expect(bad('proof_check_findings{check="ledger"}')).toBeGreaterThan(0);
    expect(bad('proof_check_findings{check="audit"}')).toBe(0);
  });
});

describe('a database that does not answer', () => {
  test('has no values, and the scrape is answered all the same', async () => {
    const nobody = createPool({ url: 'postgresql://nobody@127.0.0.1:1/nothing' });
    const told = await toldNow(nobody);
    expect(told('database_answering')).toBe(0);
    for (const sample of [
      'jobs_waiting{state="due"}',
      'jobs_oldest_due_age_seconds',
      'jobs_planned_timestamp_seconds',
      'vouchers_overdue_age_seconds',
    ])
      expect(told(sample)).toBeUndefined();
    await nobody.end();
  });

  test('is waited for no longer than Prometheus waits, also where no connection is free', async () => {
    const pool = createPool({ url: world.databaseUrl, size: 1 });
    const holding = await pool.connect();
    const beganMs = performance.now();
    expect((await toldNow(pool))('database_answering')).toBe(0);
    expect(performance.now() - beganMs).toBeLessThan(9_000);
    holding.release();
    await pool.end();
  });
});
