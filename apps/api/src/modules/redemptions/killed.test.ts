import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { apiProcesses, type SentAct, throughAKill } from '../../testing/api-process.ts';
import { setClock } from '../../testing/clock.ts';
import { createWorld, type World } from '../../testing/world.ts';

let world: World;
let processes: Awaited<ReturnType<typeof apiProcesses>>;
beforeAll(async () => {
  world = await createWorld();
  processes = await apiProcesses(world);
});
afterAll(async () => {
  await processes[Symbol.asyncDispose]();
  await world[Symbol.asyncDispose]();
});

const RESIDENTS = 15;
const SHOPS = 4;
const ANSWERS_BEFORE_THE_KILL = 30;

const noDifferences = async () => expect(await world.ledgerDifferences()).toEqual([]);

/** Each resident checks in at each shop and redeems there: all of it can be had. */
async function everybodysActs(): Promise<SentAct[]> {
  const association = await world.association({ paidCheckInsPerDay: 100 });
  const merchants = await Promise.all(Array.from({ length: SHOPS }, () => world.merchant({ association })));
  const shops = await Promise.all(
    merchants.map(async (merchant) => ({
      code: await world.liveCode(merchant),
      offerId: await world.offer({ merchant, pricePoints: 3, stock: RESIDENTS }),
    })),
  );
  const residents = await Promise.all(
    Array.from({ length: RESIDENTS }, () => world.resident({ points: 3 * SHOPS })),
  );
  return shops.flatMap(({ code, offerId }, shop) =>
    residents.flatMap((who, index): SentAct[] => [
      { who, path: '/v1/check-ins', body: { code }, key: randomUUID() },
      {
        who,
        path: '/v1/redemptions',
        body: (shop + index) % 2 ? { offerId } : { offerId, merchantCode: code },
        key: randomUUID(),
      },
    ]),
  );
}

test('a process killed in the middle loses nothing that it answered, and repeats nothing', {
  timeout: 120_000,
}, async () => {
  // The codes must live through all of it.
  await setClock(world.pool, new Date('2026-12-05T04:00:00Z'));
  const acts = await everybodysActs();
  const { second, answers } = await throughAKill(processes, acts, {
    answersBeforeKill: ANSWERS_BEFORE_THE_KILL,
    afterKill: noDifferences,
  });

  const { rows } = await world.pool.query(
    `select (select count(*) from check_ins) as "checkIns", (select count(*) from redemptions) as redemptions,
      (select count(*) from idempotency_keys) as keys, (select sum(stock_left) from offers) as left`,
  );
  expect(rows).toEqual([
    { checkIns: acts.length / 2, redemptions: acts.length / 2, keys: acts.length, left: 0 },
  ]);
  expect(new Set([...answers.values()].map(({ body }) => (body as { id: string }).id)).size).toBe(
    acts.length,
  );
  await noDifferences();

  second.child.kill('SIGTERM');
  expect(await once(second.child, 'exit')).toEqual([0, null]);
});
