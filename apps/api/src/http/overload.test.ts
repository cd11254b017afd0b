import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, describe, expect, test } from 'vitest';
import { overload } from './overload.ts';
import { problems } from './problems.ts';

const STALL_MS = 1_200;

let app: FastifyInstance;

async function startApp(startMs?: number): Promise<void> {
  app = Fastify();
  await app.register(problems);
  await app.register(overload, startMs === undefined ? {} : { startMs });
  app.get('/', () => 'here');
  await app.ready();
}

afterEach(() => app.close());

/** As when one turn of the event loop takes so long; then one request. */
async function afterStall() {
  const until = performance.now() + STALL_MS;
  while (performance.now() < until);
  await new Promise((resolve) => setTimeout(resolve, 1));
  return app.inject('/');
}

describe('a process that can hardly follow', () => {
  test('turns nobody away for two stalls of more than a second', async () => {
    await startApp(0);
    for (let stall = 0; stall < 2; stall += 1) expect((await afterStall()).statusCode).toBe(200);
  });

  test('turns nobody away for what its start took', async () => {
    await startApp();
    for (let stall = 0; stall < 5; stall += 1) expect((await afterStall()).statusCode).toBe(200);
  });

  test('turns away once it is stuck', async () => {
    await startApp(0);
    let answer = await afterStall();
    for (let stall = 1; stall < 10 && answer.statusCode === 200; stall += 1) answer = await afterStall();
    expect(answer.statusCode).toBe(503);
    expect(answer.headers['retry-after']).toBe('10');
    expect(answer.json()).toMatchObject({ code: 'overloaded' });
  });
});
