import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { must } from '../../must.ts';
import { createBallotStreet, minutesAfter, type VotingUnit } from '../../testing/ballot-street.ts';
import { resetClock, setClock } from '../../testing/clock.ts';
import { createWorld, type Person, type World } from '../../testing/world.ts';
import { bringOnDue, remindOnLastDay } from './index.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterEach(() => resetClock(world.pool));
afterAll(() => world[Symbol.asyncDispose]());

const titles = async (who: Person) =>
  (await world.call(who, 'GET /v1/me/notices', {})).body.items.map(({ title }) => title);

const cast = ({ unitId, voter }: VotingUnit, ballotId: string) =>
  world.call(voter, 'POST /v1/ballots/{ballotId}/votes', {
    params: { ballotId },
    body: { unitId, choices: [0] },
  });

const DAY_MINUTES = 24 * 60;

describe('people are told', () => {
  test('of a ballot that is published, of its last day if they have not voted, and of its result', async () => {
    const street = await createBallotStreet(world, { shopCount: 2 });
    const [voter, other] = street.shops.map(must);
    const now = new Date();
    const ballot = await street.open({
      opensAt: now.toISOString(),
      closesAt: minutesAfter(now, 3 * DAY_MINUTES),
    });
    await cast(must(voter), ballot.id);
    expect(await remindOnLastDay(world.pool)).toBe(0);
    await setClock(world.pool, new Date(minutesAfter(ballot.closesAt, -DAY_MINUTES)));
    // By the jobs of two processes at once.
    const told = await Promise.all([remindOnLastDay(world.pool), remindOnLastDay(world.pool)]);
    expect(told.toSorted()).toEqual([0, 1]);
    expect(await remindOnLastDay(world.pool)).toBe(0);
    await setClock(world.pool, new Date(ballot.closesAt));
    await bringOnDue(world.pool, world.seal);
    expect(await titles(must(voter).voter)).toEqual(['表决出结果了', '有一件事请您表决']);
    expect(await titles(must(other).voter)).toEqual(['表决出结果了', '还差您一票', '有一件事请您表决']);
  });

  test('by an admin once in twelve hours, only those who have not voted', async () => {
    const street = await createBallotStreet(world, { shopCount: 3 });
    const ballot = await street.open();
    await cast(must(street.shops[0]), ballot.id);
    const remind = () =>
      world.call(street.admin, 'POST /v1/ballots/{ballotId}/reminders', { params: { ballotId: ballot.id } });
    expect((await remind()).body).toEqual({ reminded: 2 });
    expect((await remind()).code).toBe('reminded-just-now');
    expect(await titles(must(street.shops[0]).voter)).toEqual(['有一件事请您表决']);
    const turnout = (voted: boolean) =>
      world.call(street.admin, 'GET /v1/ballots/{ballotId}/turnout', {
        params: { ballotId: ballot.id },
        query: { voted },
      });
    expect((await turnout(true)).body.items).toMatchObject([{ unitId: must(street.shops[0]).unitId }]);
    expect((await turnout(false)).body.items).toHaveLength(2);
  });
});

describe('the lists of ballots', () => {
  test('show drafts to their admins only, and mine to whoever has a vote', async () => {
    const street = await createBallotStreet(world);
    const stranger = await world.resident();
    const [draft, open] = [await street.draft(), await street.open()];
    const list = async (who: Person | undefined, query: { mine?: boolean } = {}) =>
      (
        await world.call(who, 'GET /v1/ballots', {
          query: { associationId: street.association.id, ...query },
        })
      ).body.items.map(({ id }) => id);
    expect((await list(street.admin)).toSorted()).toEqual([draft.id, open.id].toSorted());
    expect(await list(undefined)).toEqual([open.id]);
    const voter = must(street.shops[0]).voter;
    expect(await list(voter, { mine: true })).toEqual([open.id]);
    expect(await list(stranger, { mine: true })).toEqual([]);
    const seen = await world.call(stranger, 'GET /v1/ballots/{ballotId}', { params: { ballotId: draft.id } });
    expect(seen.code).toBe('not-found');
    const { body } = await world.call(stranger, 'POST /v1/scans', { body: { code: open.codeUrl } });
    expect(body).toMatchObject({ kind: 'ballot', ballotId: open.id });
    const ofDraft = await world.call(stranger, 'POST /v1/scans', { body: { code: draft.codeUrl } });
    expect(ofDraft.code).toBe('code-invalid');
  });

  test('know of ballots that are still to open whose they will be', async () => {
    const street = await createBallotStreet(world);
    const ballot = await street.draft();
    await world.call(street.admin, 'POST /v1/ballots/{ballotId}/publish', {
      params: { ballotId: ballot.id },
    });
    const mine = await world.call(must(street.shops[0]).voter, 'GET /v1/ballots', {
      query: { mine: true, state: 'published' },
    });
    expect(mine.body.items.map(({ id }) => id)).toEqual([ballot.id]);
    const read = await street.read(ballot.id, must(street.shops[0]).voter);
    expect(read.myUnits).toMatchObject([{ id: must(street.shops[0]).unitId, cast: null }]);
  });
});
