import { Writable } from 'node:stream';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { logOptions } from './log.ts';
import { createWorld, type Person, type World } from './testing/world.ts';

let world: World;
let lines: string[] = [];
beforeAll(async () => {
  const stream = new Writable({
    write(chunk, _encoding, done) {
      lines.push(...String(chunk).split('\n').filter(Boolean));
      done();
    },
  });
  const options = logOptions({ logLevel: 'trace', nodeEnv: 'test' });
  world = await createWorld({ logger: { ...(options as object), stream } });
});
beforeEach(() => {
  lines = [];
});
afterAll(() => world[Symbol.asyncDispose]());

const NAME = '百里守约长长的名字';

/** Sees that there is a log, and that none of these texts is in it. */
function expectNotLogged(secrets: readonly (string | undefined)[]): void {
  const log = lines.join('\n');
  expect(lines.length).toBeGreaterThan(0);
  for (const secret of secrets) {
    expect(secret).toBeTruthy();
    expect(log).not.toContain(secret);
  }
}

const bareOf = (url: string) => url.split('/').at(-1) ?? '';

describe('the log', () => {
  test('has a line for each request, with its id, its route and how it ended', async () => {
    const merchant = await world.merchant();
    const answer = await world.app.inject(`/v1/merchants/${merchant.id}`);
    expect(answer.statusCode).toBe(200);
    const entries = lines.map((line) => JSON.parse(line));
    expect(entries).toContainEqual(
      expect.objectContaining({
        reqId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        req: { id: expect.any(String), method: 'GET', route: '/v1/merchants/:merchantId' },
      }),
    );
    expect(entries).toContainEqual(
      expect.objectContaining({ res: { statusCode: 200 }, responseTime: expect.any(Number) }),
    );
    expectNotLogged([merchant.id, '127.0.0.1']);
  });

  test('of the whole story holds no token, code, key, name or text that anybody wrote', async () => {
    const merchant = await world.merchant();
    const clerk = await world.person('merchant.clerk', merchant.id, NAME);
    const admin = await world.person('association.admin', merchant.associationId);
    const resident = await world.resident({ points: 20, name: NAME });
    const offerId = await world.offer({ merchant, pricePoints: 5 });
    await world.pool.query(
      `insert into personas (key, person_id, about, position) values ('somebody', $1, '某人', 1)`,
      [resident.id],
    );
    const keys = ['key-of-check-in', 'key-of-redemption', 'key-of-fulfilling', 'key-of-granting'] as const;

    const { body: signedIn } = await world.call(undefined, 'POST /v1/auth/demo', {
      body: { persona: 'somebody' },
    });
    const { body: renewed } = await world.call(undefined, 'POST /v1/auth/refresh', {
      body: { refreshToken: signedIn.refreshToken },
    });
    const phone: Person = { id: resident.id, token: renewed.accessToken };
    const code = await world.liveCode(merchant);
    await world.call(phone, 'POST /v1/scans', { body: { code } });
    await world.call(phone, 'POST /v1/check-ins', {
      body: { code, location: { latitude: 30.213456, longitude: 115.075432 } },
      key: keys[0],
    });
    const { body: held } = await world.call(phone, 'POST /v1/redemptions', {
      body: { offerId },
      key: keys[1],
    });
    const { body: voucher } = await world.call(phone, 'GET /v1/redemptions/{redemptionId}/voucher', {
      params: { redemptionId: held.id },
    });
    await world.call(clerk, 'POST /v1/redemptions/{redemptionId}/fulfil', {
      params: { redemptionId: held.id },
      body: { voucher: voucher.url },
      key: keys[2],
    });
    await world.call(admin, 'GET /v1/associations/{associationId}/grantees', {
      params: { associationId: merchant.associationId },
      query: { q: NAME },
    });
    await world.call(admin, 'POST /v1/associations/{associationId}/grants', {
      params: { associationId: merchant.associationId },
      body: { personId: resident.id, points: 1, reason: '一段谁也不该读到的理由' },
      key: keys[3],
    });
    await world.call(phone, 'PATCH /v1/me', { body: { name: `${NAME}二` } });
    await world.app.inject(`/s/${bareOf(code)}`);
    await world.app.inject(`/nowhere/${bareOf(code)}?token=${phone.token}`);
    await world.app.inject({ url: '/v1/me', headers: { authorization: `Bearer ${phone.token}x` } });
    await world.app
      .inject({ url: '/v1/me', headers: { authorization: `Basic ${NAME}` } })
      .catch(() => undefined);
    await world.app.inject({
      method: 'POST',
      url: '/v1/scans',
      headers: { authorization: `Bearer ${phone.token}` },
      payload: { code: 'short', [NAME]: 1 },
    });

    expectNotLogged([
      ...keys,
      ...[phone.token, signedIn.accessToken].map((token) => token.split('.').at(-1)),
      signedIn.refreshToken,
      renewed.refreshToken,
      bareOf(code),
      bareOf(voucher.url),
      NAME,
      encodeURIComponent(NAME),
      '一段谁也不该读到的理由',
      '30.213456',
      'somebody',
      resident.id,
      held.id,
    ]);
  });

  test('of an error inside tells where, and not with which values', async () => {
    const admin = await world.person('association.admin', (await world.association()).id);
    const { rows } = await world.pool.query('select place_id from role_grants where person_id = $1', [
      admin.id,
    ]);
    const resident = await world.resident();
    await world.pool.query(`alter table grants add constraint no_such_reason check (reason <> '不许说的话')`);
    const answer = await world.call(admin, 'POST /v1/associations/{associationId}/grants', {
      params: { associationId: rows[0].place_id },
      body: { personId: resident.id, points: 1, reason: '不许说的话' },
      key: 'key-of-an-error',
    });
    expect(answer).toMatchObject({ status: 500, code: 'internal' });
    const entry = lines.map((line) => JSON.parse(line)).find(({ msg }) => msg === 'request failed');
    expect(entry).toMatchObject({
      level: 50,
      reqId: answer.problem['requestId'],
      err: { code: '23514', constraint: 'no_such_reason', table: 'grants' },
    });
    expect(entry.err.stack).toContain('grants.ts');
    expectNotLogged(['不许说的话', resident.id, admin.id, 'key-of-an-error']);
  });

  test('of an error that names what it was given leaves that out too', async () => {
    await world.pool.query(`alter table persons alter column name type int using 0`);
    const resident = await world.inAnotherSession({
      id: (await world.pool.query('select id from persons limit 1')).rows[0].id,
      token: '',
    });
    const answer = await world.call(resident, 'PATCH /v1/me', { body: { name: NAME } });
    expect(answer.status).toBe(500);
    expectNotLogged([NAME]);
  });
});
