import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { startJobs } from '../../jobs.ts';
import { resetClock, setClock } from '../../testing/clock.ts';
import { createWorld, type World } from '../../testing/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterEach(async () => {
  await resetClock(world.pool);
  expect(await world.ledgerDifferences()).toEqual([]);
});
afterAll(() => world[Symbol.asyncDispose]());

const PATIENCE = { timeout: 18_000, interval: 100 };
const VOUCHER_MINUTES = 30;

const jobs = () => startJobs({ pool: world.pool, pictures: world.pictures, seal: world.seal }, world.app.log);

/** Redeems as if it had been long ago: the hold runs out so many seconds from now. */
async function heldFor(seconds: number) {
  const resident = await world.resident({ points: 5 });
  const offerId = await world.offer({
    merchant: await world.merchant(),
    pricePoints: 5,
    stock: 1,
    voucherMinutes: VOUCHER_MINUTES,
  });
  await setClock(world.pool, { offsetMs: seconds * 1000 - VOUCHER_MINUTES * 60_000 });
  const { body } = await world.call(resident, 'POST /v1/redemptions', { body: { offerId } });
  await resetClock(world.pool);
  expect(await world.balance(resident)).toMatchObject({ available: 0, held: 5 });
  return { resident, offerId, redemptionId: body.id };
}

/** Asks the tables: every page that shows a redemption would give it back itself. */
async function expectGivenBack({ resident, offerId, redemptionId }: Awaited<ReturnType<typeof heldFor>>) {
  const { rows } = await world.pool.query(
    `select r.status, o.stock_left, a.available, a.held from redemptions r, offers o, accounts a
      where r.id = $1 and o.id = $2 and a.id = $3`,
    [redemptionId, offerId, resident.id],
  );
  expect(rows).toEqual([{ status: 'lapsed', stock_left: 1, available: 5, held: 0 }]);
}

test('a hold that runs out is given back without anybody looking', async () => {
  const working = await jobs();
  const held = await heldFor(1);
  await vi.waitFor(() => expectGivenBack(held), PATIENCE);
  await working.stop();
});

test('holds that ran out while no process ran are given back by the next one', async () => {
  const held = [await heldFor(-5), await heldFor(-60)];
  const working = await jobs();
  for (const one of held) await vi.waitFor(() => expectGivenBack(one), PATIENCE);
  await working.stop();
});

test('a hold that still runs is left alone', async () => {
  const { resident } = await heldFor(600);
  const lapsed = await heldFor(-5);
  const working = await jobs();
  await vi.waitFor(() => expectGivenBack(lapsed), PATIENCE);
  expect(await world.balance(resident)).toMatchObject({ available: 0, held: 5 });
  await working.stop();
});
