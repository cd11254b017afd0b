import { createHmac } from 'node:crypto';
import { createSigner, type SignerOptions } from 'fast-jwt';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createWorld, JWT_SECRET, type Person, type World } from '../testing/world.ts';

let world: World;
let person: Person;
let claims: Record<string, unknown>;

beforeAll(async () => {
  world = await createWorld();
  person = await world.resident();
  claims = JSON.parse(Buffer.from(person.token.split('.')[1] ?? '', 'base64url').toString('utf8'));
});
afterAll(() => world[Symbol.asyncDispose]());

const withToken = async (token: string) => {
  const { status, code } = await world.call({ id: person.id, token }, 'GET /v1/me');
  return { status, code };
};

/** The person's own claims, signed anew. */
const signed = (options: Partial<SignerOptions & { key: string }>, change: Record<string, unknown> = {}) =>
  createSigner({
    key: JWT_SECRET,
    algorithm: 'HS256',
    header: { alg: options.algorithm ?? 'HS256', typ: 'at+jwt' },
    ...options,
  })({ ...claims, ...change });

const unsigned = (header: object) =>
  `${[header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')}.`;

const without = (name: string) => {
  const { [name]: _, ...rest } = claims;
  return createSigner({ key: JWT_SECRET, algorithm: 'HS256', header: { alg: 'HS256', typ: 'at+jwt' } })(rest);
};

describe('an access token', () => {
  test('that this API signed for a session that lives is taken, whatever the case of the scheme', async () => {
    expect(await withToken(person.token)).toEqual({ status: 200, code: undefined });
    expect(await withToken(signed({}))).toEqual({ status: 200, code: undefined });
    for (const scheme of ['bearer', 'BEARER']) {
      const { statusCode } = await world.app.inject({
        url: '/v1/me',
        headers: { authorization: `${scheme} ${person.token}` },
      });
      expect(statusCode).toBe(200);
    }
  });

  test('lives a quarter of an hour', () => {
    expect(Number(claims['exp']) - Number(claims['iat'])).toBe(15 * 60);
  });

  test.each([
    ['of another secret', () => signed({ key: 'a secret of somebody else, also long enough' })],
    ['of another algorithm of the family', () => signed({ algorithm: 'HS512' })],
    ['without algorithm', () => unsigned({ alg: 'none', typ: 'at+jwt' })],
    ['without algorithm, spelt otherwise', () => unsigned({ alg: 'NONE', typ: 'at+jwt' })],
    ['without a header that names an algorithm', () => unsigned({ typ: 'at+jwt' })],
    ['of another issuer', () => signed({}, { iss: 'somebody' })],
    ['for another audience', () => signed({}, { aud: 'somebody' })],
    ['without issuer', () => without('iss')],
    ['without audience', () => without('aud')],
    ['without end', () => without('exp')],
    ['without session', () => without('sid')],
    ['without person', () => without('sub')],
    ['not yet in force', () => signed({}, { nbf: Math.floor(Date.now() / 1000) + 600 })],
    ['with its signature cut off', () => person.token.split('.').slice(0, 2).join('.')],
    [
      'with claims put in the place of the signed ones',
      () => swapClaims(person.token, { ...claims, sub: '01890000-0000-7000-8000-000000000000' }),
    ],
    ['that is no token', () => 'nonsense'],
    [
      'of a code key',
      () =>
        `${Buffer.from('{"alg":"HS256"}').toString('base64url')}.e30.${createHmac('sha256', '').update('').digest('base64url')}`,
    ],
  ])('%s is refused', async (_, token) => {
    expect(await withToken(token())).toEqual({ status: 401, code: 'unauthenticated' });
  });

  test('that is over says so, so that the phone renews it', async () => {
    const past = Math.floor(Date.now() / 1000) - 1;
    expect(await withToken(signed({}, { exp: past }))).toEqual({ status: 401, code: 'token-expired' });
    const forged = signed({ key: 'a secret of somebody else, also long enough' }, { exp: past });
    expect(await withToken(forged)).toEqual({ status: 401, code: 'unauthenticated' });
  });

  test('of another type is not taken: only the phone of an older one is told to renew it', async () => {
    for (const typ of ['JWT', 'rt+jwt', 'id+jwt']) {
      const token = signed({ header: { alg: 'HS256', typ } });
      expect(await withToken(token)).toEqual({ status: 401, code: 'token-expired' });
      const forged = signed({
        header: { alg: 'HS256', typ },
        key: 'a secret of somebody else, also long enough',
      });
      expect(await withToken(forged)).toEqual({ status: 401, code: 'unauthenticated' });
    }
    const header = JSON.parse(Buffer.from(person.token.split('.')[0] ?? '', 'base64url').toString('utf8'));
    expect(header).toEqual({ alg: 'HS256', typ: 'at+jwt' });
  });

  test('of one person and the session of another is refused', async () => {
    const other = await world.resident();
    expect(await withToken(signed({}, { sub: other.id }))).toEqual({ status: 401, code: 'session-ended' });
  });

  test('counts in its header only', async () => {
    for (const headers of [
      { authorization: `Basic ${person.token}` },
      { authorization: person.token },
      { cookie: `token=${person.token}` },
    ]) {
      const { statusCode } = await world.app.inject({ url: `/v1/me?access_token=${person.token}`, headers });
      expect(statusCode).toBe(401);
    }
  });
});

function swapClaims(token: string, instead: object): string {
  const [header, , signature] = token.split('.');
  return [header, Buffer.from(JSON.stringify(instead)).toString('base64url'), signature].join('.');
}
