import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createWorld, type World } from './testing/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

describe('closing', () => {
  test('waits for no connection on which nothing was asked', async () => {
    const app = await world.anotherApp();
    const { hostname, port } = new URL(await app.listen({ host: '127.0.0.1', port: 0 }));
    const ahead = connect({ host: hostname, port: Number(port) });
    await once(ahead, 'connect');
    const began = performance.now();
    await app.close();
    expect(performance.now() - began).toBeLessThan(5_000);
    ahead.destroy();
  });

  test('answers what is under way, and takes nothing more', async () => {
    const app = await world.anotherApp();
    const at = await app.listen({ host: '127.0.0.1', port: 0 });
    const resident = await world.resident();
    const holding = await world.pool.connect();
    await holding.query('begin');
    await holding.query('select from persons where id = $1 for update', [resident.id]);
    const answer = fetch(`${at}/v1/me`, {
      method: 'PATCH',
      headers: { authorization: `Bearer ${resident.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ elderMode: true }),
    });
    await vi.waitFor(async () => {
      const { rows } = await world.pool.query(
        `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      );
      expect(rows).toHaveLength(1);
    });
    const closed = app.close();
    await holding.query('commit');
    holding.release();
    expect((await answer).status).toBe(200);
    await closed;
    await expect(fetch(at)).rejects.toThrow();
    expect((await world.call(resident, 'GET /v1/me')).body.elderMode).toBe(true);
  });
});
