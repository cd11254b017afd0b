import { randomUUID } from 'node:crypto';
import type { Ballot, BallotResult, BallotRule } from '@shangju/contracts';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { must } from '../../must.ts';
import {
  type BallotStreet,
  createBallotStreet,
  minutesAfter,
  type VotingUnit,
} from '../../testing/ballot-street.ts';
import { resetClock, setClock } from '../../testing/clock.ts';
import { verifyBallot } from '../../testing/verify-ballot.ts';
import { createWorld, type Person, type World } from '../../testing/world.ts';
import { bringOnDue, sealClosed } from './index.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterEach(() => resetClock(world.pool));
afterAll(() => world[Symbol.asyncDispose]());

const cast = async (ballotId: string, { unitId, voter }: VotingUnit, choices: number[]) => {
  const { status, body } = await world.call(voter, 'POST /v1/ballots/{ballotId}/votes', {
    params: { ballotId },
    body: { unitId, choices },
  });
  expect(status).toBe(201);
  return body.receipt;
};

const end = (ballot: Ballot) => setClock(world.pool, new Date(ballot.closesAt));

async function resultOf({ id }: Ballot): Promise<BallotResult> {
  const { status, body } = await world.call(undefined, 'GET /v1/ballots/{ballotId}/result', {
    params: { ballotId: id },
  });
  expect(status).toBe(200);
  return body;
}

async function bundleOf({ id }: Ballot): Promise<Buffer> {
  const { file } = await world.call(undefined, 'GET /v1/ballots/{ballotId}/bundle', {
    params: { ballotId: id },
  });
  return file;
}

async function publicKey(): Promise<string> {
  return (await world.call(undefined, 'GET /v1/signing-key', {})).body.publicKey;
}

/** Opens, lets these vote, ends, and sees that anybody can check what came of it. */
async function decided(
  street: BallotStreet,
  rule: BallotRule,
  votes: readonly { unit: VotingUnit | undefined; choices: number[] }[],
): Promise<BallotResult> {
  const ballot = await street.open({ rule });
  for (const { unit, choices } of votes) await cast(ballot.id, must(unit), choices);
  await end(ballot);
  const result = await resultOf(ballot);
  expect(await verifyBallot(await bundleOf(ballot), await publicKey())).toMatchObject({ ok: true });
  await resetClock(world.pool);
  return result;
}

const votesOf = (units: readonly VotingUnit[], ...choices: number[][]) =>
  choices.map((chosen, index) => ({ unit: units[index], choices: chosen }));

describe('a verdict', () => {
  test('counts for and against, and says why', async () => {
    const street = await createBallotStreet(world, { shopCount: 5 });
    const rule = street.rule({ quorum: { share: { numerator: 2, denominator: 3 }, base: 'eligible' } });
    const { verdict, revealNote } = await decided(street, rule, votesOf(street.shops, [0], [0], [1], [0]));
    expect(verdict).toMatchObject({
      outcome: 'passed',
      winners: [0],
      registers: [
        {
          eligible: 5,
          tookPart: 4,
          counts: [{ votes: 3 }, { votes: 1 }, { votes: 0 }],
          channels: { phone: 4, paper: 0, telephone: 0, door: 0 },
          quorum: { neededUnits: 4, met: true },
        },
      ],
    });
    expect(verdict.sentence).toContain('通过');
    expect(revealNote).toContain('只有 4 家');
  });

  test('without a quorum decides nothing', async () => {
    const street = await createBallotStreet(world, { shopCount: 3 });
    const rule = street.rule({ quorum: { share: { numerator: 2, denominator: 3 }, base: 'eligible' } });
    const { verdict } = await decided(street, rule, votesOf(street.shops, [0]));
    expect(verdict.outcome).toBe('no-quorum');
  });

  test('of nobody stands too', async () => {
    const street = await createBallotStreet(world, { shopCount: 2 });
    const { verdict } = await decided(street, street.rule(), []);
    expect(verdict).toMatchObject({ outcome: 'not-passed', registers: [{ tookPart: 0 }] });
  });

  test('counts floor area in whole square centimetres', async () => {
    const areasCm2 = [892_300, 892_300, 3_569_201];
    const street = await createBallotStreet(world, { shopCount: 0, homes: 3, areasCm2 });
    const rule = street.rule({
      secret: false,
      byArea: true,
      registers: [
        { name: '住户', source: { kind: 'list', unitIds: street.homes.map(({ unitId }) => unitId) } },
      ],
    });
    const { verdict } = await decided(street, rule, votesOf(street.homes, [0], [0], [1]));
    expect(verdict).toMatchObject({
      outcome: 'not-passed',
      registers: [
        {
          eligibleAreaCm2: 5_353_801,
          counts: [{ votes: 2, areaCm2: 1_784_600 }, { votes: 1, areaCm2: 3_569_201 }, { votes: 0 }],
        },
      ],
    });
  });

  test('can ask how many of those who came to the meeting took part', async () => {
    const street = await createBallotStreet(world, { shopCount: 4, homes: 1 });
    const { body: meeting } = await world.call(
      street.admin,
      'POST /v1/associations/{associationId}/meetings',
      {
        params: { associationId: street.association.id },
        body: {
          title: '四季度议事会',
          place: '商会议事厅',
          startsAt: minutesAfter(new Date(), 30),
          invited: ['merchants'],
          agenda: [{ title: '雨棚' }],
        },
      },
    );
    const params = { meetingId: meeting.id };
    await world.call(street.admin, 'POST /v1/meetings/{meetingId}/publish', { params });
    await world.call(street.admin, 'POST /v1/meetings/{meetingId}/open', { params });
    // One comes with a phone, one without, and one who has no vote here.
    const { body: code } = await world.call(street.admin, 'GET /v1/meetings/{meetingId}/sign-in-code', {
      params,
    });
    for (const who of [must(street.shops[0]), must(street.homes[0])]) {
      await world.call(who.voter, 'POST /v1/meetings/{meetingId}/attendance', {
        params,
        body: { code: code.url },
      });
    }
    await world.call(street.admin, 'POST /v1/meetings/{meetingId}/attendance/by-hand', {
      params,
      body: { name: '王阿婆', unitId: must(street.shops[1]).unitId },
    });
    const rule = street.rule({ quorum: { share: { numerator: 1, denominator: 2 }, base: 'present' } });
    const ballot = await street.open({ rule, agendaItemId: must(meeting.agenda[0]).id });
    await cast(ballot.id, must(street.shops[0]), [0]);
    await end(ballot);
    const { verdict } = await resultOf(ballot);
    expect(verdict.registers[0]).toMatchObject({
      eligible: 4,
      present: 2,
      quorum: { neededUnits: 1, met: true },
    });
    expect(await verifyBallot(await bundleOf(ballot), await publicKey())).toMatchObject({ ok: true });
  });

  test('of two registers needs both', async () => {
    const street = await createBallotStreet(world, { shopCount: 2, homes: 2 });
    const registers: BallotRule['registers'] = [
      { name: '商户', source: { kind: 'merchants', associationId: street.association.id } },
      { name: '住户', source: { kind: 'list', unitIds: street.homes.map(({ unitId }) => unitId) } },
    ];
    const votes = [...votesOf(street.shops, [0], [0]), ...votesOf(street.homes, [1], [1])];
    const { verdict } = await decided(street, street.rule({ registers }), votes);
    expect(verdict.outcome).toBe('not-passed');
    expect(verdict.registers.map(({ passed }) => passed)).toEqual([true, false]);
  });

  test('counts a ranking round by round', async () => {
    const street = await createBallotStreet(world, { shopCount: 5 });
    const rule = street.rule({ method: { kind: 'ranked' }, options: ['甲', '乙', '丙'], threshold: null });
    const votes = votesOf(street.shops, [0, 1], [0, 1], [1, 0], [2, 1], [2, 1]);
    const { verdict } = await decided(street, rule, votes);
    expect(verdict).toMatchObject({ outcome: 'passed', winners: [0] });
    expect(verdict.registers[0]?.rounds?.length).toBe(2);
  });

  test('fills seats with those who have most votes', async () => {
    const street = await createBallotStreet(world, { shopCount: 4 });
    const rule = street.rule({
      method: { kind: 'up-to', most: 2, seats: 2 },
      options: ['甲', '乙', '丙'],
      threshold: null,
    });
    const votes = votesOf(street.shops, [0, 1], [0, 1], [0, 2], []);
    const { verdict } = await decided(street, rule, votes);
    expect(verdict).toMatchObject({ outcome: 'passed', winners: [0, 1], registers: [{ abstentions: 1 }] });
  });
});

describe('closing', () => {
  test('happens once, whoever looks first, the job among them', async () => {
    const street = await createBallotStreet(world);
    const ballot = await street.open();
    await cast(ballot.id, must(street.shops[0]), [0]);
    await end(ballot);
    const looks = Array.from({ length: 20 }, (_, index) =>
      index % 4 ? resultOf(ballot) : bringOnDue(world.pool, world.seal).then(() => resultOf(ballot)),
    );
    const results = await Promise.all(looks);
    expect(new Set(results.map((result) => JSON.stringify(result))).size).toBe(1);
    const told = await world.call(must(street.shops[1]).voter, 'GET /v1/me/notices', {});
    expect(told.body.items.map(({ title }) => title)).toEqual(['表决出结果了', '有一件事请您表决']);
  });

  test('of very many votes is the same in two steps: those who voted are told when they can look', async () => {
    const street = await createBallotStreet(world, { shopCount: 5, homes: 2 });
    const registers: BallotRule['registers'] = [
      { name: '商户', source: { kind: 'merchants', associationId: street.association.id } },
      { name: '住户', source: { kind: 'list', unitIds: street.homes.map(({ unitId }) => unitId) } },
    ];
    for (const rule of [
      street.rule(),
      street.rule({ registers }),
      street.rule({ secret: false }),
      street.rule({ method: { kind: 'ranked' }, options: ['甲', '乙', '丙'], threshold: null }),
    ]) {
      await resetClock(world.pool);
      const ballot = await street.open({ rule });
      for (const [index, unit] of street.shops.entries()) await cast(ballot.id, unit, [index % 2]);
      await end(ballot);
      await bringOnDue(world.pool, world.seal, { sealedAtOnceVotes: 0 });
      const counted = await resultOf(ballot);
      const titles = async () => {
        const { body } = await world.call(must(street.shops[1]).voter, 'GET /v1/me/notices', {});
        return body.items.filter(({ text }) => text.includes(ballot.question)).map(({ title }) => title);
      };
      expect((await titles())[0]).toBe('有一件事请您表决');
      expect(await sealClosed(world.pool, world.seal)).toBe(1);
      expect((await titles())[0]).toBe('表决出结果了');
      const { verdict } = await resultOf(ballot);
      expect({ ...verdict, turnoutDigest: null, votesDigest: null }).toEqual(counted.verdict);
      expect(await verifyBallot(await bundleOf(ballot), await publicKey())).toMatchObject({ ok: true });
    }
  });

  test('is for admins once all have voted, and not before', async () => {
    const street = await createBallotStreet(world, { shopCount: 2 });
    const ballot = await street.open();
    const close = () =>
      world.call(street.admin, 'POST /v1/ballots/{ballotId}/close', { params: { ballotId: ballot.id } });
    await cast(ballot.id, must(street.shops[0]), [0]);
    expect((await close()).code).toBe('ballot-still-open');
    await cast(ballot.id, must(street.shops[1]), [0]);
    expect((await close()).body).toMatchObject({ state: 'closed', outcome: 'passed' });
    expect((await close()).body).toMatchObject({ state: 'closed' });
  });

  test('leaves the votes as they are, whoever tries to change them', async () => {
    const street = await createBallotStreet(world);
    const ballot = await street.open();
    await cast(ballot.id, must(street.shops[0]), [0]);
    await end(ballot);
    await resultOf(ballot);
    const attempts = [
      `update ballot_papers set choices = '{1}' where ballot_id = $1`,
      'delete from ballot_papers where ballot_id = $1',
      'delete from ballot_turnout where ballot_id = $1',
      `insert into ballot_papers (ballot_id, receipt, register, choices) values ($1, 'AAAA', 0, '{1}')`,
      `update ballots set verdict = verdict || '{"outcome":"not-passed"}' where id = $1`,
      `update ballots set state = 'open' where id = $1`,
      'update ballot_units set register = 1 where ballot_id = $1',
    ];
    for (const attempt of attempts) await expect(world.pool.query(attempt, [ballot.id])).rejects.toThrow();
  });

  test('counts every vote that was answered with 201, and none that was refused', {
    timeout: 120_000,
  }, async () => {
    const VOTES = 2_000;
    const { ballot, voters } = await crowd(VOTES);
    const others = [world.app, await world.anotherApp(), await world.anotherApp()];
    const { turnOf, next } = inLanes(300);
    let taken201 = 0;
    const answers = await Promise.all(
      voters.map(async ({ unitId, voter }, index) => {
        const app = must(others[index % others.length]);
        const sent = { params: { ballotId: ballot.id }, body: { unitId, choices: [index % 3] }, app };
        const key = randomUUID();
        // A few hundred are on their way at once, as many as one street has phones.
        await turnOf(index);
        // Every tenth comes twice, as from a phone that got no answer.
        const twin = index % 10 === 0 ? [world.call(voter, CAST, { ...sent, key })] : [];
        const [answer] = await Promise.all([world.call(voter, CAST, { ...sent, key }), ...twin]);
        if (answer.status === 201) taken201 += 1;
        // The end comes in the middle of the crowd.
        if (taken201 === VOTES / 2) await end(ballot);
        if (index % 100 === 99) await bringOnDue(world.pool, world.seal);
        next();
        return answer;
      }),
    );
    const taken = answers.filter(({ status }) => status === 201);
    expect(new Set(answers.filter(({ status }) => status !== 201).map(({ code }) => code))).toEqual(
      new Set(['ballot-closed']),
    );
    expect(taken.length).toBeGreaterThan(0);
    expect(taken.length).toBeLessThan(VOTES);
    const { verdict } = await resultOf(ballot);
    expect(verdict.registers[0]?.tookPart).toBe(taken.length);
    const receipts = new Set(taken.map(({ body }) => body.receipt));
    expect(receipts.size).toBe(taken.length);
    const { rows } = await world.pool.query<{ receipt: string }>(
      'select receipt from ballot_papers where ballot_id = $1',
      [ballot.id],
    );
    expect(new Set(rows.map(({ receipt }) => receipt))).toEqual(receipts);
    expect(await verifyBallot(await bundleOf(ballot), await publicKey())).toMatchObject({ ok: true });
  });
});

const CAST = 'POST /v1/ballots/{ballotId}/votes';

/** Lets so many begin at once, and one more whenever one has ended. */
function inLanes(lanes: number): { turnOf(index: number): Promise<void>; next(): void } {
  let begun = lanes;
  const waiting = new Map<number, () => void>();
  return {
    turnOf: (index) =>
      index < begun ? Promise.resolve() : new Promise((resolve) => waiting.set(index, resolve)),
    next() {
      waiting.get(begun)?.();
      begun += 1;
    },
  };
}

/** A ballot of so many households, whose votes a few people bring. */
async function crowd(size: number): Promise<{ ballot: Ballot; voters: VotingUnit[] }> {
  const street = await createBallotStreet(world, { shopCount: 0 });
  const voters: VotingUnit[] = [];
  const people: Person[] = [];
  for (let made = 0; made < 20; made += 1) people.push(await world.resident());
  await world.pool.query(
    `insert into households (id, community_id, address)
     select gen_random_uuid(), $1, $2 || n from generate_series(1, $3::int) n`,
    [world.communityId, `${randomUUID()} 室 `, size],
  );
  const { rows } = await world.pool.query<{ id: string }>(
    'select id from households where community_id = $1 order by id desc',
    [world.communityId],
  );
  const ids = rows.map(({ id }) => id).slice(0, size);
  await world.pool.query(
    `insert into household_members (household_id, person_id, status, since)
     select id, person_id, 'verified', now() from unnest($1::uuid[], $2::uuid[]) as given (id, person_id)`,
    [ids, ids.map((_, index) => must(people[index % people.length]).id)],
  );
  for (const [index, unitId] of ids.entries()) {
    voters.push({ unitId, voter: must(people[index % people.length]) });
  }
  const { rows: community } = await world.pool.query<{ community_id: string }>(
    'select community_id from associations where id = $1',
    [street.association.id],
  );
  const { community_id: communityId } = must(community[0]);
  const ballot = await street.open({
    rule: street.rule({ registers: [{ name: '住户', source: { kind: 'households', communityId } }] }),
  });
  return { ballot, voters };
}

describe('after the close', () => {
  test('a unit objects once, in time, and is answered in the open', async () => {
    const street = await createBallotStreet(world);
    const [shop, other] = street.shops;
    const ballot = await street.open({ objectionDays: 3 });
    const params = { ballotId: ballot.id };
    const objectTo = ({ unitId, voter }: VotingUnit) =>
      world.call(voter, 'POST /v1/ballots/{ballotId}/objections', {
        params,
        body: { unitId, reason: '没有收到通知' },
      });
    expect((await objectTo(must(shop))).code).toBe('ballot-not-closed');
    await end(ballot);
    await resultOf(ballot);
    expect((await objectTo({ unitId: must(shop).unitId, voter: must(other).voter })).code).toBe(
      'not-eligible',
    );
    const objection = await objectTo(must(shop));
    expect(objection.status).toBe(201);
    expect((await objectTo(must(shop))).code).toBe('already-objected');
    const answer = () =>
      world.call(street.admin, 'POST /v1/objections/{objectionId}/answer', {
        params: { objectionId: objection.body.id },
        body: { text: '通知发到了您店里的手机上' },
      });
    expect((await answer()).body.answer).toBe('通知发到了您店里的手机上');
    expect((await answer()).code).toBe('already-answered');
    const { body: list } = await world.call(undefined, 'GET /v1/ballots/{ballotId}/objections', { params });
    expect(list.items).toMatchObject([{ reason: '没有收到通知', answer: '通知发到了您店里的手机上' }]);
    await setClock(world.pool, new Date(minutesAfter(ballot.closesAt, 3 * 24 * 60 + 1)));
    expect((await objectTo(must(other))).code).toBe('objections-over');
  });

  test('a correction is a new ballot that names the old one', async () => {
    const street = await createBallotStreet(world);
    const ballot = await street.open();
    await end(ballot);
    await resultOf(ballot);
    await resetClock(world.pool);
    const correction = await street.open({ corrects: ballot.id });
    expect(correction.corrects).toBe(ballot.id);
    expect((await street.read(ballot.id)).correctedBy).toBe(correction.id);
    await expect(street.draft({ corrects: ballot.id })).rejects.toThrow('ballot-unknown');
  });
});

describe('a rule', () => {
  test('that makes no sense is refused with the reason, and nothing is drafted', async () => {
    const street = await createBallotStreet(world);
    const attempt = (rule: BallotRule) => street.draft({ rule }).catch((error: Error) => error.message);
    expect(await attempt(street.rule({ byArea: true }))).toContain('商户没有登记面积');
    const present = { share: { numerator: 1, denominator: 2 }, base: 'present' as const };
    expect(await attempt(street.rule({ quorum: present }))).toContain('没有会议');
    const elsewhere = await createBallotStreet(world);
    expect(await attempt(elsewhere.rule())).toContain('register-unknown');
  });

  test('needs times that a calendar has', async () => {
    const street = await createBallotStreet(world);
    for (const given of [
      { closesAt: '2026-12-31T23:59:60Z' },
      { opensAt: '2026-12-31T23:59:60Z' },
      { closesAt: '9999-12-31T00:00:00Z' },
    ]) {
      await expect(street.draft(given)).rejects.toThrow('ballot-times-invalid');
    }
  });

  test('is frozen once it is published', async () => {
    const street = await createBallotStreet(world);
    const ballot = await street.open();
    const edited = await world.call(street.admin, 'PATCH /v1/ballots/{ballotId}', {
      params: { ballotId: ballot.id },
      body: { question: '换个问法' },
    });
    expect(edited.code).toBe('ballot-frozen');
  });
});
