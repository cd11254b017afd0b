import Fastify from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { createMetrics } from './metrics.ts';

const PERSON_ID = '01890000-0000-7000-8000-000000000001';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});

afterAll(async () => {
  await database.close();
});

describe('metrics', () => {
  test('are served on a port of their own, by route and never by what was asked for', async () => {
    const metrics = createMetrics({ pool: database.pool });
    const app = Fastify();
    await app.register(metrics.plugin);
    app.get('/v1/persons/:personId', async () => ({}));
    await app.inject(`/v1/persons/${PERSON_ID}`);
    await app.inject(`/somewhere/${PERSON_ID}`);
    await database.pool.query('select 1');

    const server = await metrics.listen({ host: '127.0.0.1', port: 0 });
    const answer = await fetch(`http://127.0.0.1:${server.port}/metrics`);
    const text = await answer.text();
    await server.close();

    expect(answer.headers.get('content-type')).toContain('text/plain');
    expect(text).toContain(
      'http_request_duration_seconds_count{method="GET",route="/v1/persons/:personId",status="200"} 1',
    );
    expect(text).toContain('http_request_duration_seconds_count{method="GET",route="none",status="404"} 1');
    expect(text).toContain('database_pool_connections{pool="requests",state="idle"} 1');
    expect(text).toContain('database_pool_waiting{pool="requests"} 0');
    expect(text).toContain('process_cpu_seconds_total');
    expect(text).not.toContain(PERSON_ID);
  });

  test('say which setting to change when their port is taken', async () => {
    const metrics = createMetrics({ pool: database.pool });
    const server = await metrics.listen({ host: '127.0.0.1', port: 0 });
    await expect(metrics.listen({ host: '127.0.0.1', port: server.port })).rejects.toThrow(
      `METRICS_PORT ${server.port} is taken by another process: choose another.`,
    );
    await server.close();
  });
});
