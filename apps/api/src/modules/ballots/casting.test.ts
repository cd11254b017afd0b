import type { BallotRule } from '@shangju/contracts';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { must } from '../../must.ts';
import { addMember, createBallotStreet, minutesAfter } from '../../testing/ballot-street.ts';
import { resetClock, setClock } from '../../testing/clock.ts';
import { drawPicture } from '../../testing/draw-picture.ts';
import { createWorld, type Person, type World } from '../../testing/world.ts';
import { removeUnclaimedPictures } from '../pictures/index.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterEach(() => resetClock(world.pool));
afterAll(() => world[Symbol.asyncDispose]());

const cast = (
  ballotId: string,
  { unitId, voter }: { unitId: string; voter: Person },
  choices: number[],
  key?: string,
) =>
  world.call(voter, 'POST /v1/ballots/{ballotId}/votes', {
    params: { ballotId },
    body: { unitId, choices },
    ...(key === undefined ? {} : { key }),
  });

const change = (
  ballotId: string,
  { unitId, voter }: { unitId: string; voter: Person },
  body: { choices: number[]; receipt?: string },
) => world.call(voter, 'PUT /v1/ballots/{ballotId}/votes/{unitId}', { params: { ballotId, unitId }, body });

const count = async (what: string): Promise<number> =>
  (await world.pool.query<{ count: number }>(`select count(*) as count from ${what}`)).rows[0]?.count ?? 0;

const RECEIPT = /^[2-9A-HJKMNP-Z]{4}(-[2-9A-HJKMNP-Z]{4}){3}$/;

describe('a vote', () => {
  test('is answered with a receipt that is nowhere beside who has voted', async () => {
    const street = await createBallotStreet(world);
    const [shop] = street.shops;
    const ballot = await street.open();
    expect(ballot).toMatchObject({ state: 'open', turnout: { tookPart: 0, eligible: 3 } });
    const { status, body } = await cast(ballot.id, must(shop), [0]);
    expect(status).toBe(201);
    expect(body).toMatchObject({ unitId: must(shop).unitId, receipt: expect.stringMatching(RECEIPT) });
    const after = await street.read(ballot.id, must(shop).voter);
    expect(after).toMatchObject({ turnout: { tookPart: 1, eligible: 3 }, myUnitCount: 1, myCastCount: 1 });
    expect(after.myUnits).toMatchObject([{ cast: { byMe: true, channel: 'phone' }, choices: null }]);
  });

  test('that is sent twice under one key is one vote with one receipt', async () => {
    const street = await createBallotStreet(world);
    const [shop] = street.shops;
    const ballot = await street.open();
    const key = 'a key of this test, 1'.replaceAll(/[ ,]/g, '-');
    const [one, other] = await Promise.all([
      cast(ballot.id, must(shop), [1], key),
      cast(ballot.id, must(shop), [1], key),
    ]);
    const again = await cast(ballot.id, must(shop), [1], key);
    expect([one.status, other.status, again.status]).toEqual([201, 201, 201]);
    expect(new Set([one, other, again].map(({ body }) => body.receipt)).size).toBe(1);
    expect(await count(`ballot_papers where ballot_id = '${ballot.id}'`)).toBe(1);
    expect((await cast(ballot.id, must(shop), [0], key)).code).toBe('idempotency-key-reused');
  });

  test('of a household is one, though ten of its members send one at once', async () => {
    const street = await createBallotStreet(world, { shopCount: 0, homes: 1 });
    const [home] = street.homes;
    const members = [must(home).voter];
    while (members.length < 10) {
      const member = await world.resident();
      await addMember(world, must(home).unitId, member);
      members.push(member);
    }
    const ballot = await street.open({
      rule: street.rule({
        registers: [{ name: '住户', source: { kind: 'list', unitIds: [must(home).unitId] } }],
      }),
    });
    const answers = await Promise.all(
      members.map((voter, index) => cast(ballot.id, { unitId: must(home).unitId, voter }, [index % 3])),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ code }) => code === 'already-voted')).toHaveLength(9);
    const [byName] = (await street.read(ballot.id, members[5])).myUnits;
    expect(byName).toMatchObject({ cast: { channel: 'phone' }, choices: null });
  });

  test('is refused before the ballot opens, at its end and after it', async () => {
    const street = await createBallotStreet(world);
    const [one, two] = street.shops;
    const ballot = await street.draft();
    expect((await cast(ballot.id, must(one), [0])).code).toBe('not-found');
    await world.call(street.admin, 'POST /v1/ballots/{ballotId}/publish', {
      params: { ballotId: ballot.id },
    });
    expect((await cast(ballot.id, must(one), [0])).code).toBe('ballot-not-open');
    await setClock(world.pool, new Date(new Date(ballot.closesAt).getTime() - 1));
    expect((await cast(ballot.id, must(one), [0])).status).toBe(201);
    await setClock(world.pool, new Date(ballot.closesAt));
    expect((await cast(ballot.id, must(two), [0])).code).toBe('ballot-closed');
    expect((await street.read(ballot.id)).state).toBe('closed');
    expect((await cast(ballot.id, must(two), [0])).code).toBe('ballot-closed');
  });

  test('is refused to a stranger, to a clerk who is not entitled, and for a unit outside', async () => {
    const street = await createBallotStreet(world);
    const elsewhere = await createBallotStreet(world);
    const [shop] = street.shops;
    const ballot = await street.open();
    const clerk = await world.person('merchant.clerk', must(shop).unitId);
    for (const voter of [await world.resident(), clerk, street.admin]) {
      expect((await cast(ballot.id, { unitId: must(shop).unitId, voter }, [0])).code).toBe('not-eligible');
    }
    expect((await cast(ballot.id, must(elsewhere.shops[0]), [0])).code).toBe('not-eligible');
    await world.call(must(shop).voter, 'PUT /v1/merchants/{merchantId}/voters', {
      params: { merchantId: must(shop).unitId },
      body: { clerkIds: [clerk.id] },
    });
    expect((await cast(ballot.id, { unitId: must(shop).unitId, voter: clerk }, [0])).status).toBe(201);
  });

  test.each<[string, Partial<BallotRule>, number[], boolean]>([
    ['one of three', {}, [0], true],
    ['none of for and against', {}, [], false],
    ['two of for and against', {}, [0, 1], false],
    ['an option that is not there', {}, [3], false],
    ['two of up to two, in any order', upTo(2), [2, 0], true],
    ['three of up to two', upTo(2), [0, 1, 2], false],
    ['a ranking', { method: { kind: 'ranked' }, options: ['甲', '乙', '丙'], threshold: null }, [2, 0], true],
    [
      'one twice',
      { method: { kind: 'ranked' }, options: ['甲', '乙', '丙'], threshold: null },
      [2, 2],
      false,
    ],
  ])('of %s is taken or refused by the method', async (_, given, choices, taken) => {
    const street = await createBallotStreet(world, { shopCount: 1 });
    const ballot = await street.open({ rule: street.rule(given) });
    const { status, code } = await cast(ballot.id, must(street.shops[0]), choices);
    expect(taken ? status : code).toBe(taken ? 201 : 'choices-invalid');
  });
});

function upTo(most: number): Partial<BallotRule> {
  return { method: { kind: 'up-to', most, seats: 1 }, options: ['甲', '乙', '丙'], threshold: null };
}

describe('a vote that was cast', () => {
  test('stays where the rule says so', async () => {
    const street = await createBallotStreet(world);
    const ballot = await street.open();
    await cast(ballot.id, must(street.shops[0]), [0]);
    expect((await change(ballot.id, must(street.shops[0]), { choices: [1] })).code).toBe(
      'vote-not-changeable',
    );
  });

  test('of an open ballot is changed by whoever votes for the unit', async () => {
    const street = await createBallotStreet(world);
    const [shop, other] = street.shops;
    const ballot = await street.open({ rule: street.rule({ secret: false, changeable: true }) });
    expect((await change(ballot.id, must(shop), { choices: [1] })).code).toBe('not-voted-yet');
    expect((await cast(ballot.id, must(shop), [0])).body.receipt).toBeNull();
    expect((await change(ballot.id, must(other), { choices: [1] })).code).toBe('not-voted-yet');
    expect((await change(ballot.id, must(shop), { choices: [1] })).status).toBe(200);
    expect((await street.read(ballot.id, must(shop).voter)).myUnits[0]?.choices).toEqual([1]);
    await setClock(world.pool, new Date(ballot.closesAt));
    expect((await change(ballot.id, must(shop), { choices: [0] })).code).toBe('ballot-closed');
  });

  test('of a secret ballot is changed by its receipt alone', async () => {
    const street = await createBallotStreet(world);
    const [shop] = street.shops;
    const ballot = await street.open({ rule: street.rule({ changeable: true }) });
    const { body } = await cast(ballot.id, must(shop), [0]);
    expect((await change(ballot.id, must(shop), { choices: [1] })).code).toBe('receipt-unknown');
    const wrong = { choices: [1], receipt: 'AAAA-AAAA-AAAA-AAAA' };
    expect((await change(ballot.id, must(shop), wrong)).code).toBe('receipt-unknown');
    const right = { choices: [1], receipt: body.receipt ?? '' };
    expect((await change(ballot.id, must(shop), right)).status).toBe(200);
    await setClock(world.pool, new Date(ballot.closesAt));
    const { body: list } = await world.call(undefined, 'GET /v1/ballots/{ballotId}/receipts', {
      params: { ballotId: ballot.id },
    });
    expect(list.items).toEqual([{ key: body.receipt, unitName: null, register: 0, choices: [1] }]);
  });
});

describe('a vote from paper', () => {
  const enter = (
    ballotId: string,
    admin: Person,
    body: { unitId: string; choices: number[]; channel: 'paper' | 'telephone' | 'door'; pictureId?: string },
    key?: string,
  ) =>
    world.call(admin, 'POST /v1/ballots/{ballotId}/paper-votes', {
      params: { ballotId },
      body,
      ...(key === undefined ? {} : { key }),
    });

  test('counts once two admins have entered the same, and shows where they differ', async () => {
    const street = await createBallotStreet(world);
    const [shop, other] = street.shops;
    const ballot = await street.open();
    const told = { unitId: must(shop).unitId, channel: 'telephone' as const };
    const first = await enter(ballot.id, street.admin, { ...told, choices: [0] });
    expect(first.body).toMatchObject({ state: 'waiting', entries: [], receipt: null });
    expect((await enter(ballot.id, street.admin, { ...told, choices: [0] })).body.state).toBe('waiting');
    const second = await enter(ballot.id, street.secondAdmin, { ...told, choices: [1] });
    expect(second.body.state).toBe('differs');
    expect(second.body.entries.map(({ choices }) => choices)).toEqual([[0], [1]]);
    const { body: waiting } = await world.call(street.admin, 'GET /v1/ballots/{ballotId}/paper-votes', {
      params: { ballotId: ballot.id },
    });
    expect(waiting.items).toMatchObject([{ unitId: must(shop).unitId, state: 'differs', enteredByMe: true }]);
    expect(JSON.stringify(waiting)).not.toContain('choices');
    const key = 'the-key-of-the-agreement';
    const agreed = await enter(ballot.id, street.secondAdmin, { ...told, choices: [0] }, key);
    expect(agreed.body).toMatchObject({ state: 'counted', receipt: expect.stringMatching(RECEIPT) });
    const again = await enter(ballot.id, street.secondAdmin, { ...told, choices: [0] }, key);
    expect(again.body).toEqual(agreed.body);
    expect(await count(`paper_entries where ballot_id = '${ballot.id}'`)).toBe(0);
    expect((await cast(ballot.id, must(shop), [2])).code).toBe('already-voted');
    await cast(ballot.id, must(other), [0]);
    const late = { ...told, unitId: must(other).unitId, choices: [0] };
    expect((await enter(ballot.id, street.admin, late)).code).toBe('already-voted');
  });

  test('needs a picture of the paper', async () => {
    const street = await createBallotStreet(world);
    const ballot = await street.open();
    const vote = { unitId: must(street.shops[0]).unitId, choices: [0], channel: 'paper' as const };
    expect((await enter(ballot.id, street.admin, vote)).code).toBe('paper-picture-missing');
  });
});

describe('the picture of a paper', () => {
  test('is for the admins while the vote waits, and for nobody once a secret one counts', async () => {
    const street = await createBallotStreet(world);
    const ballot = await street.open();
    const unit = must(street.shops[0]);
    const enterWith = async (admin: Person) => {
      const picture = await world.call(admin, 'POST /v1/pictures', { upload: await drawPicture() });
      const { body } = await world.call(admin, 'POST /v1/ballots/{ballotId}/paper-votes', {
        params: { ballotId: ballot.id },
        body: { unitId: unit.unitId, choices: [0], channel: 'paper', pictureId: picture.body.id },
      });
      return { state: body.state, pictureId: picture.body.id };
    };
    const sees = async (who: Person, pictureId: string) =>
      (await world.call(who, 'GET /v1/pictures/{pictureId}', { params: { pictureId } })).status;
    const first = await enterWith(street.admin);
    expect(first.state).toBe('waiting');
    expect(await sees(street.secondAdmin, first.pictureId)).toBe(200);
    expect(await sees(unit.voter, first.pictureId)).toBe(404);
    const second = await enterWith(street.secondAdmin);
    expect(second.state).toBe('counted');
    for (const { pictureId } of [first, second]) expect(await sees(street.admin, pictureId)).toBe(404);
    await removeUnclaimedPictures(world.pool, world.pictures);
    expect(await count(`pictures where id in ('${first.pictureId}', '${second.pictureId}')`)).toBe(0);
  });
});

describe('two admins', () => {
  test('put the end of a ballot later before it closes, and not after', async () => {
    const street = await createBallotStreet(world);
    const ballot = await street.open();
    const params = { ballotId: ballot.id };
    const closesAt = minutesAfter(ballot.closesAt, 60);
    const proposed = await world.call(street.admin, 'POST /v1/ballots/{ballotId}/extensions', {
      params,
      body: { closesAt, reason: '下雨，好多人没来' },
    });
    expect(proposed.status).toBe(201);
    const confirm = (who: Person) =>
      world.call(who, 'POST /v1/ballots/{ballotId}/extensions/{extensionId}/confirm', {
        params: { ...params, extensionId: proposed.body.id },
      });
    expect((await confirm(street.admin)).code).toBe('own-extension');
    const seenBy = async (who: Person) => (await street.read(ballot.id, who)).extensions[0]?.proposedByMe;
    expect([await seenBy(street.admin), await seenBy(street.secondAdmin)]).toEqual([true, false]);
    expect((await confirm(street.secondAdmin)).body).toMatchObject({
      closesAt,
      extensions: [{ proposedByName: '彭国兴', confirmedByName: '陆雅琴' }],
    });
    expect((await confirm(street.secondAdmin)).code).toBe('extension-overtaken');
    await setClock(world.pool, new Date(ballot.closesAt));
    expect((await cast(ballot.id, must(street.shops[0]), [0])).status).toBe(201);
    await setClock(world.pool, new Date(closesAt));
    const late = await world.call(street.admin, 'POST /v1/ballots/{ballotId}/extensions', {
      params,
      body: { closesAt: minutesAfter(closesAt, 60), reason: '再等等' },
    });
    expect(late.code).toBe('ballot-closed');
  });
});
