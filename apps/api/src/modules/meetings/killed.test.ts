import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { apiProcesses, type SentAct, throughAKill } from '../../testing/api-process.ts';
import { setClock } from '../../testing/clock.ts';
import { createCouncil } from '../../testing/council.ts';
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

const noDifferences = async () => expect(await world.ledgerDifferences()).toEqual([]);

const PEOPLE = 60;
const ANSWERS_BEFORE_THE_KILL = 20;

test('a process killed while people sign in loses nobody whom it answered, and pays nobody twice', {
  timeout: 120_000,
}, async () => {
  // The code must live through all of it.
  await setClock(world.pool, new Date('2026-12-05T04:00:00Z'));
  const council = await createCouncil(world);
  const { id } = await council.underWay({ pointsForAttendance: 5 });
  const code = await council.signInCode(id);
  const people = await Promise.all(Array.from({ length: PEOPLE }, () => world.resident()));
  const acts = people.map(
    (who): SentAct => ({ who, path: `/v1/meetings/${id}/attendance`, body: { code }, key: randomUUID() }),
  );
  await throughAKill(processes, acts, {
    answersBeforeKill: ANSWERS_BEFORE_THE_KILL,
    afterKill: noDifferences,
  });
  const { rows } = await world.pool.query(
    `select count(*) as people, sum(points) as points from attendances where meeting_id = $1`,
    [id],
  );
  expect(rows).toEqual([{ people: PEOPLE, points: 5 * PEOPLE }]);
  await noDifferences();
});
