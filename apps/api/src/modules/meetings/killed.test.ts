import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type Answered,
  apiProcesses,
  inLanes,
  type SentAct,
  sendUntilTaken,
} from '../../testing/api-process.ts';
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
  const answered = new Map<string, Answered>();

  const first = await processes.start();
  const ended = once(first.child, 'exit');
  await inLanes(acts, async (act) => {
    const answer = await sendUntilTaken(first.address, act).catch(() => undefined);
    if (!answer) return;
    answered.set(act.key, answer);
    if (answered.size === ANSWERS_BEFORE_THE_KILL) first.child.kill('SIGKILL');
  });
  expect(await ended).toEqual([null, 'SIGKILL']);
  expect(answered.size).toBeGreaterThanOrEqual(ANSWERS_BEFORE_THE_KILL);
  expect(answered.size).toBeLessThan(PEOPLE);
  expect(await world.ledgerDifferences()).toEqual([]);

  const second = await processes.start();
  const repeated = new Map<string, Answered>();
  await inLanes(acts, async (act) => {
    repeated.set(act.key, await sendUntilTaken(second.address, act));
  });
  expect(new Set([...repeated.values()].map(({ status }) => status))).toEqual(new Set([201]));
  for (const [key, answer] of answered) expect(repeated.get(key)).toEqual(answer);
  const { rows } = await world.pool.query(
    `select count(*) as people, sum(points) as points from attendances where meeting_id = $1`,
    [id],
  );
  expect(rows).toEqual([{ people: PEOPLE, points: 5 * PEOPLE }]);
  expect(await world.ledgerDifferences()).toEqual([]);
});
