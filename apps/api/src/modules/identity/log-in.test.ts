import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { resetClock, setClock } from '../../testing/clock.ts';
import { createWorld, type Person, type World } from '../../testing/world.ts';
import { disableAccount, enableAccount } from './accounts.ts';

let world: World;
let resident: Person;
let owner: Person;
beforeAll(async () => {
  world = await createWorld();
  const merchant = await world.merchant();
  resident = await world.resident({ name: '周桂英' });
  owner = await world.person('merchant.owner', merchant.id, '陈阿四');
  await world.pool.query(
    `insert into personas (key, person_id, about, position)
      values ('owner', $2, '小面馆的老板', 2), ('resident', $1, '常来签到的居民', 1)`,
    [resident.id, owner.id],
  );
});
afterEach(() => resetClock(world.pool));
afterAll(() => world[Symbol.asyncDispose]());

const logIn = async (persona = 'resident') => {
  const { status, body } = await world.call(undefined, 'POST /v1/auth/demo', { body: { persona } });
  expect(status).toBe(200);
  return body;
};
const refresh = (refreshToken: string) =>
  world.call(undefined, 'POST /v1/auth/refresh', { body: { refreshToken } });
const me = (accessToken: string) => world.call({ id: '', token: accessToken }, 'GET /v1/me');

describe('the demo street', () => {
  test('names its people in order, with what they are where', async () => {
    const { status, body } = await world.call(undefined, 'GET /v1/auth/demo/personas');
    expect(status).toBe(200);
    expect(body.items).toMatchObject([
      {
        key: 'resident',
        name: '周桂英',
        about: '常来签到的居民',
        roles: [{ role: 'resident', placeName: '文化宫社区' }],
      },
      {
        key: 'owner',
        name: '陈阿四',
        roles: [{ role: 'merchant.owner', placeName: expect.stringContaining('小店') }],
      },
    ]);
  });

  test('lets one log in as any of them', async () => {
    const signedIn = await logIn('owner');
    expect(signedIn).toMatchObject({ expiresInSeconds: 900, person: { id: owner.id, name: '陈阿四' } });
    expect((await me(signedIn.accessToken)).body).toEqual(signedIn.person);
  });

  test('knows nobody else', async () => {
    for (const persona of ['nobody', resident.id, '周桂英']) {
      const answer = await world.call(undefined, 'POST /v1/auth/demo', { body: { persona } });
      expect(answer).toMatchObject({ status: 422, code: 'persona-unknown' });
    }
  });

  test('is not there outside demo mode', async () => {
    const app = await world.anotherApp({ demoMode: false });
    expect(await world.call(undefined, 'GET /v1/auth/demo/personas', { app })).toMatchObject({
      status: 404,
      code: 'not-found',
    });
    expect(
      await world.call(undefined, 'POST /v1/auth/demo', { app, body: { persona: 'resident' } }),
    ).toMatchObject({
      status: 404,
      code: 'not-found',
    });
  });
});

describe('a refresh token', () => {
  test('is traded for the next one, again and again', async () => {
    let { refreshToken } = await logIn();
    for (let round = 0; round < 3; round += 1) {
      const { status, body } = await refresh(refreshToken);
      expect(status).toBe(200);
      expect(body.refreshToken).not.toBe(refreshToken);
      expect((await me(body.accessToken)).status).toBe(200);
      ({ refreshToken } = body);
    }
  });

  test('that was used and comes back ends the whole session at once', async () => {
    const first = await logIn();
    const { body: second } = await refresh(first.refreshToken);
    expect(await refresh(first.refreshToken)).toMatchObject({ status: 401, code: 'refresh-token-invalid' });
    for (const { accessToken, refreshToken } of [first, second]) {
      expect(await me(accessToken)).toMatchObject({ status: 401, code: 'session-ended' });
      expect(await refresh(refreshToken)).toMatchObject({ status: 401, code: 'refresh-token-invalid' });
    }
  });

  test('of one session ends no other of the same person', async () => {
    const [stolen, kept] = [await logIn(), await logIn()];
    await refresh(stolen.refreshToken);
    await refresh(stolen.refreshToken);
    expect((await me(stolen.accessToken)).status).toBe(401);
    expect((await me(kept.accessToken)).status).toBe(200);
    expect((await refresh(kept.refreshToken)).status).toBe(200);
  });

  test('traded twice at once succeeds once and ends the session, through two processes too', async () => {
    const other = await world.anotherApp();
    for (let round = 0; round < 5; round += 1) {
      const { refreshToken } = await logIn();
      const answers = await Promise.all(
        [world.app, other].map((app) =>
          world.call(undefined, 'POST /v1/auth/refresh', { app, body: { refreshToken } }),
        ),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 401]);
      const [winner] = answers.filter(({ status }) => status === 200);
      expect((await me(winner?.body.accessToken ?? '')).code).toBe('session-ended');
      expect((await refresh(winner?.body.refreshToken ?? '')).status).toBe(401);
    }
  });

  test('lies about for thirty days and no longer', async () => {
    const [early, late] = [await logIn(), await logIn()];
    const days = (count: number) => ({ offsetMs: count * 86_400_000 });
    await setClock(world.pool, days(29.9));
    expect((await refresh(early.refreshToken)).status).toBe(200);
    await setClock(world.pool, days(30.1));
    expect(await refresh(late.refreshToken)).toMatchObject({ status: 401, code: 'refresh-token-invalid' });
  });

  test('that was never given is refused', async () => {
    const { refreshToken } = await logIn();
    expect((await refresh(`${refreshToken}A`)).code).toBe('refresh-token-invalid');
    expect((await refresh('A'.repeat(43))).code).toBe('refresh-token-invalid');
    expect((await refresh('short')).code).toBe('validation-failed');
  });

  test('is kept as a digest only', async () => {
    const { refreshToken } = await logIn();
    const { rows } = await world.pool.query('select t::text as row from refresh_tokens t');
    expect(rows.map(({ row }) => row).join()).not.toContain(refreshToken);
  });
});

describe('logging out', () => {
  test('ends access and refresh tokens of this session at once, and no other session', async () => {
    const [left, kept] = [await logIn(), await logIn()];
    const { status } = await world.call({ id: '', token: left.accessToken }, 'POST /v1/auth/logout');
    expect(status).toBe(204);
    expect(await me(left.accessToken)).toMatchObject({ status: 401, code: 'session-ended' });
    expect(await refresh(left.refreshToken)).toMatchObject({ status: 401, code: 'refresh-token-invalid' });
    expect((await me(kept.accessToken)).status).toBe(200);
  });

  test('is felt in every process', async () => {
    const other = await world.anotherApp();
    const who = { id: '', token: (await logIn()).accessToken };
    expect((await world.call(who, 'GET /v1/me', { app: other })).status).toBe(200);
    await world.call(who, 'POST /v1/auth/logout');
    expect(await world.call(who, 'GET /v1/me', { app: other })).toMatchObject({ code: 'session-ended' });
  });

  test('on a public page one is a stranger again', async () => {
    const draft = await world.offer({ merchant: await world.merchant(), pricePoints: 5, status: 'draft' });
    const { rows } = await world.pool.query('select merchant_id from offers where id = $1', [draft]);
    const clerk = await world.person('merchant.clerk', rows[0].merchant_id);
    const look = () => world.call(clerk, 'GET /v1/offers/{offerId}', { params: { offerId: draft } });
    expect((await look()).status).toBe(200);
    await world.call(clerk, 'POST /v1/auth/logout');
    expect((await look()).status).toBe(404);
  });
});

describe('an account that is disabled', () => {
  const numberOf = async ({ id }: Person) =>
    (await world.pool.query('select number from persons where id = $1', [id])).rows[0].number as number;

  test('has all its sessions ended at once, and starts none until it is enabled', async () => {
    const [one, two] = [await logIn('owner'), await logIn('owner')];
    const other = await logIn('resident');
    const number = await numberOf(owner);
    expect(await disableAccount(world.pool, number)).toBeGreaterThanOrEqual(2);
    for (const { accessToken, refreshToken } of [one, two]) {
      expect(await me(accessToken)).toMatchObject({ status: 401, code: 'session-ended' });
      expect((await refresh(refreshToken)).code).toBe('refresh-token-invalid');
    }
    expect(await world.call(undefined, 'POST /v1/auth/demo', { body: { persona: 'owner' } })).toMatchObject({
      status: 403,
      code: 'account-disabled',
    });
    expect((await me(other.accessToken)).status).toBe(200);

    expect(await enableAccount(world.pool, number)).toBe(true);
    expect((await me(one.accessToken)).code).toBe('session-ended');
    expect((await me((await logIn('owner')).accessToken)).status).toBe(200);
  });

  test('has none left of those that were starting meanwhile', async () => {
    const number = await numberOf(owner);
    for (let round = 0; round < 5; round += 1) {
      const starting = Promise.all(
        Array.from({ length: 8 }, () =>
          world.call(undefined, 'POST /v1/auth/demo', { body: { persona: 'owner' } }),
        ),
      );
      await disableAccount(world.pool, number);
      await starting;
      const { rows } = await world.pool.query(
        'select count(*)::int as live from sessions where person_id = $1 and ended_at is null',
        [owner.id],
      );
      expect(rows).toEqual([{ live: 0 }]);
      await enableAccount(world.pool, number);
    }
  });

  test('is nobody whose number nobody has', async () => {
    expect(await disableAccount(world.pool, 1)).toBeUndefined();
    expect(await enableAccount(world.pool, 1)).toBe(false);
  });
});
