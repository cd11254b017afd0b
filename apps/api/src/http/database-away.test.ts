import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createPool } from '../db/pool.ts';
import { createWorld, type Person, type World } from '../testing/world.ts';

let world: World;
let resident: Person;
beforeAll(async () => {
  world = await createWorld();
  resident = await world.resident({ points: 50 });
});
afterAll(() => world[Symbol.asyncDispose]());

/** Ends connections of this database but our own, as when the server goes. */
async function endConnections(where: string): Promise<number> {
  const other = createPool({ url: world.databaseUrl, size: 1, applicationName: 'who ends them' });
  try {
    const { rowCount } = await other.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid() and ${where}`,
    );
    return rowCount ?? 0;
  } finally {
    await other.end();
  }
}

const endTheOneThatWaits = () =>
  vi.waitFor(async () => expect(await endConnections(`wait_event_type = 'Lock'`)).toBe(1), {
    timeout: 15_000,
    interval: 100,
  });

test('who asks while the database goes away is told to come again, not that something is broken', async () => {
  const locking = await world.pool.connect();
  await locking.query('begin');
  await locking.query('lock table idempotency_keys in access exclusive mode');
  const merchant = await world.merchant();
  const admin = await world.person('association.admin', merchant.associationId);
  const asked = world.call(admin, 'POST /v1/associations/{associationId}/grants', {
    params: { associationId: merchant.associationId },
    body: { personId: resident.id, points: 5, reason: '帮忙' },
    key: 'granted-in-the-end',
  });
  const ended = endTheOneThatWaits();
  const [answer] = await Promise.all([asked, ended]);
  expect([answer.status, answer.code]).toEqual([503, 'temporarily-unavailable']);
  expect(answer.problem['detail']).toContain('自动再送一次');
  await locking.query('rollback');
  locking.release();

  const again = await world.call(admin, 'POST /v1/associations/{associationId}/grants', {
    params: { associationId: merchant.associationId },
    body: { personId: resident.id, points: 5, reason: '帮忙' },
    key: 'granted-in-the-end',
  });
  expect(again.status).toBe(201);
  expect(await world.balance(resident)).toMatchObject({ available: 55 });
});

test('a preview whose connection is lost gives its place in the pool back', async () => {
  const merchant = await world.merchant();
  const code = await world.liveCode(merchant);
  const scan = () => world.call(resident, 'POST /v1/scans', { body: { code } });
  const before = world.pool.totalCount - world.pool.idleCount;
  const locking = await world.pool.connect();
  await locking.query('begin');
  await locking.query('select from accounts where id = $1 for update', [resident.id]);
  const scanned = scan();
  await endTheOneThatWaits();
  expect((await scanned).code).toBe('temporarily-unavailable');
  await locking.query('rollback');
  locking.release();
  await expect.poll(() => world.pool.totalCount - world.pool.idleCount).toBe(before);
  expect((await scan()).status).toBe(200);
});
