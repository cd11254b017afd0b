import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { must } from '../../must.ts';
import { createBallotStreet } from '../../testing/ballot-street.ts';
import { resetClock, setClock } from '../../testing/clock.ts';
import { createWorld, type World } from '../../testing/world.ts';
import { bringOnDue, sweepBallots } from './index.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterEach(() => resetClock(world.pool));
afterAll(() => world[Symbol.asyncDispose]());

test('waits for the ballots of late votes in their own order', async () => {
  const street = await createBallotStreet(world);
  const ballots = [await street.open(), await street.open()];
  await setClock(world.pool, new Date(must(ballots[1]).closesAt));
  await bringOnDue(world.pool, world.seal);
  const [low, high] = ballots.map(({ id }) => id).toSorted() as [string, string];
  // Now the lower one lies behind the other, and the planner knows that the table is small: it reads along it.
  await world.pool.query('update ballots set swept_at = null where id = $1', [low]);
  await world.pool.query('analyze ballots');

  const votes = await world.pool.connect();
  try {
    await votes.query('begin');
    await votes.query('select from ballots where id = $1 for no key update', [low]);
    const sweeping = sweepBallots(world.pool);
    await untilSomebodyWaits(world);
    // Votes lock in the order of ids: whoever held this one and waited for the other would wait in a circle.
    await votes.query('select from ballots where id = $1 for no key update nowait', [high]);
    await votes.query('commit');
    expect(await sweeping).toBe(2);
  } finally {
    votes.release(true);
  }
});

async function untilSomebodyWaits({ pool }: World): Promise<void> {
  for (;;) {
    const { rowCount } = await pool.query(
      `select from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock' and query like '%set swept_at%'`,
    );
    if (rowCount) return;
    await wait(10);
  }
}
