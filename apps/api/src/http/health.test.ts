import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pendingMigrations } from '../db/migrate.ts';
import { createPool } from '../db/pool.ts';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { health } from './health.ts';
import { problems } from './problems.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});

afterAll(async () => {
  await database.close();
});

describe('health', () => {
  test('is ready when the database is reached and current', async () => {
    const app = await serving(() => pendingMigrations(database.pool));
    expect((await app.inject('/health/live')).json()).toEqual({ status: 'ok' });
    const ready = await app.inject('/health/ready');
    expect([ready.statusCode, ready.json()]).toEqual([200, { status: 'ok' }]);
  });

  test('is alive but not ready while migrations are to run', async () => {
    const app = await serving(async () => ['0007_more']);
    expect((await app.inject('/health/live')).statusCode).toBe(200);
    await expectNotReady(app);
  });

  test('is alive but not ready while nobody answers at the database', async () => {
    const nobody = createPool({ url: 'postgresql://nobody@127.0.0.1:9/none' });
    const app = await serving(() => pendingMigrations(nobody));
    expect((await app.inject('/health/live')).statusCode).toBe(200);
    await expectNotReady(app);
    await nobody.end();
  });

  test('waits for a database that is stuck for three seconds only', async () => {
    const app = await serving(() => new Promise(() => {}));
    await expectNotReady(app);
  });
});

async function serving(pending: () => Promise<string[]>): Promise<FastifyInstance> {
  const app = Fastify();
  await app.register(problems);
  await app.register(health, { pendingMigrations: pending });
  return app;
}

async function expectNotReady(app: FastifyInstance): Promise<void> {
  const answer = await app.inject('/health/ready');
  expect(answer.statusCode).toBe(503);
  expect(answer.headers['content-type']).toContain('application/problem+json');
  expect(answer.json()).toMatchObject({ status: 503, code: 'not-ready' });
}
