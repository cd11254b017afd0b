import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { apiProcesses, type SentAct, throughAKill } from '../../testing/api-process.ts';
import { createBallotStreet } from '../../testing/ballot-street.ts';
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

const VOTES = 80;
const ANSWERS_BEFORE_THE_KILL = 25;

test('a process killed while people vote loses no vote that it answered, and counts none twice', {
  timeout: 120_000,
}, async () => {
  const street = await createBallotStreet(world, { shopCount: VOTES });
  const ballot = await street.open();
  const acts = street.shops.map(
    ({ unitId, voter }, index): SentAct => ({
      who: voter,
      path: `/v1/ballots/${ballot.id}/votes`,
      body: { unitId, choices: [index % 3] },
      key: randomUUID(),
    }),
  );
  // The receipts, too, come again: they were never stored beside the votes.
  await throughAKill(processes, acts, { answersBeforeKill: ANSWERS_BEFORE_THE_KILL });

  const { rows } = await world.pool.query(
    `select (select count(*) from ballot_turnout) as turnout, (select count(*) from ballot_papers) as papers,
      (select took_part from ballots) as counted`,
  );
  expect(rows).toEqual([{ turnout: VOTES, papers: VOTES, counted: VOTES }]);
});
