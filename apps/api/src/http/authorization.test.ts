import {
  type Access,
  contracts,
  type Endpoint,
  type EndpointKey,
  type Resource,
  type Role,
} from '@shangju/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { must } from '../must.ts';
import { databaseDigest } from '../testing/database-digest.ts';
import { drawPicture } from '../testing/draw-picture.ts';
import { everyResource } from '../testing/every-resource.ts';
import { validValue } from '../testing/valid-value.ts';
import { type Association, createWorld, type Merchant, type Person, type World } from '../testing/world.ts';

/** Somebody who calls, and what is true of them: told apart from how the API finds it out. */
interface Caller {
  /** Undefined for nobody. */
  person: Person | undefined;
  ended?: true;
  /** Roles at the place where the resources of the test lie. Those elsewhere count for nothing there. */
  rolesThere: readonly Role[];
  /** The resource is theirs. */
  subject?: true;
}

let world: World;
let callers: Map<string, Caller>;
let ids: Record<string, string>;
let aPicture: Buffer;

beforeAll(async () => {
  world = await createWorld();
  aPicture = await drawPicture();
  const [here, elsewhere] = [await world.association(), await world.association()];
  const [shop, otherShop] = [
    await world.merchant({ association: here }),
    await world.merchant({ association: elsewhere }),
  ];
  const subject = await world.resident({ points: 50 });
  callers = await everyKindOfCaller({ here, elsewhere, shop, otherShop, subject });
  ids = await everyResource(world, { here, shop, subject });
});
afterAll(() => world[Symbol.asyncDispose]());

async function everyKindOfCaller(street: {
  here: Association;
  elsewhere: Association;
  shop: Merchant;
  otherShop: Merchant;
  subject: Person;
}): Promise<Map<string, Caller>> {
  const { here, elsewhere, shop, otherShop, subject } = street;
  const gone = await world.resident();
  await world.call(gone, 'POST /v1/auth/logout');
  const elsewhereOnly = { rolesThere: [] };
  return new Map<string, Caller>([
    ['nobody', { person: undefined, rolesThere: [] }],
    ['session that has ended', { person: gone, ended: true, rolesThere: [] }],
    ['resident', { person: await world.resident(), rolesThere: [] }],
    ['resident it belongs to', { person: subject, rolesThere: [], subject: true }],
    ['owner', { person: await world.person('merchant.owner', shop.id), rolesThere: ['merchant.owner'] }],
    ['clerk', { person: await world.person('merchant.clerk', shop.id), rolesThere: ['merchant.clerk'] }],
    ['owner elsewhere', { person: await world.person('merchant.owner', otherShop.id), ...elsewhereOnly }],
    ['clerk elsewhere', { person: await world.person('merchant.clerk', otherShop.id), ...elsewhereOnly }],
    [
      'admin',
      { person: await world.person('association.admin', here.id), rolesThere: ['association.admin'] },
    ],
    ['admin elsewhere', { person: await world.person('association.admin', elsewhere.id), ...elsewhereOnly }],
    [
      'community worker',
      {
        person: await world.person('community.worker', world.communityId),
        rolesThere: ['community.worker'],
      },
    ],
    [
      'community worker elsewhere',
      { person: await world.person('community.worker', await anotherCommunity()), ...elsewhereOnly },
    ],
    // Their place is the street, where no resource of today lies.
    ['inspector', { person: await world.person('inspector', world.streetId), rolesThere: [] }],
    ['street officer', { person: await world.person('street.officer', world.streetId), rolesThere: [] }],
    // A role is worth something at a place of its own kind only.
    ['owner of an association', { person: await world.person('merchant.owner', here.id), rolesThere: [] }],
    ['admin of a shop', { person: await world.person('association.admin', shop.id), rolesThere: [] }],
  ]);
}

async function anotherCommunity(): Promise<string> {
  const { rows } = await world.pool.query<{ id: string }>(
    'insert into communities (id, street_id, name) values (gen_random_uuid(), $1, $2) returning id',
    [world.streetId, '青石台社区'],
  );
  return must(rows[0]).id;
}

const HAVE_A_SUBJECT: ReadonlySet<Resource> = new Set(['redemption']);

const DENIALS = ['unauthenticated', 'session-ended', 'forbidden'] as const;
type Verdict = (typeof DENIALS)[number] | 'allowed';

function expectedOf(access: Access, caller: Caller): Verdict {
  if (access.kind === 'public') return 'allowed';
  if (!caller.person) return 'unauthenticated';
  if (caller.ended) return 'session-ended';
  if (access.kind === 'person') return 'allowed';
  const theirs = access.subject === true && caller.subject === true && HAVE_A_SUBJECT.has(access.resource);
  return theirs || caller.rolesThere.some((role) => access.roles.includes(role)) ? 'allowed' : 'forbidden';
}

/** It lets in whoever is signed in, and looks at what they ask for: tests of its own tell whom it forbids that. */
const decidesByBody = ({ access, problems }: Endpoint): boolean =>
  access.kind === 'person' && problems.includes('forbidden');

/** Whatever else an endpoint refuses is decided after the caller was let in. */
const verdictOf = ({ code }: { code: string | undefined }): Verdict =>
  DENIALS.find((denial) => denial === code) ?? 'allowed';

const endpoints = Object.entries(contracts) as [EndpointKey, Endpoint][];

/** Calls any endpoint with a request that its contract allows. */
function callAny(who: Person | undefined, key: EndpointKey, contract: Endpoint, params = idsFor(contract)) {
  return world.call(
    who,
    key as 'GET /v1/me',
    {
      params,
      ...(contract.query ? { query: validValue(contract.query, 'required') } : {}),
      ...(contract.body ? { body: validValue(contract.body) } : {}),
      ...(contract.upload ? { upload: aPicture } : {}),
    } as never,
  );
}

const idsFor = (contract: Endpoint): Record<string, string> =>
  Object.fromEntries(parametersOf(contract).map((name) => [name, idOf(name)]));

function idOf(parameter: string): string {
  const id = ids[parameter];
  if (id === undefined) throw new Error(`everyResource makes nothing for {${parameter}} yet`);
  return id;
}

const parametersOf = (contract: Endpoint): string[] => Object.keys(contract.params?.properties ?? {});

describe('every endpoint lets in whom its contract names', () => {
  test.each(endpoints)('%s', async (key, contract) => {
    const expected = new Map(
      [...callers].map(([name, caller]) => [name, expectedOf(contract.access, caller)]),
    );
    const verdicts = new Map<string, Verdict>();

    const before = await databaseDigest(world.pool);
    for (const [name, { person }] of callers) {
      if (expected.get(name) === 'allowed') continue;
      verdicts.set(name, verdictOf(await callAny(person, key, contract)));
    }
    expect(await databaseDigest(world.pool)).toEqual(before);

    for (const [name, { person, ended }] of callers) {
      if (expected.get(name) !== 'allowed') continue;
      const who = person && !ended ? await world.inAnotherSession(person) : person;
      verdicts.set(name, verdictOf(await callAny(who, key, contract)));
    }
    if (decidesByBody(contract)) {
      for (const [name, verdict] of verdicts) if (verdict === 'forbidden') verdicts.set(name, 'allowed');
    }
    expect(Object.fromEntries(verdicts)).toEqual(Object.fromEntries(expected));
  });
});

describe('every endpoint with a resource in its path', () => {
  const withParams = endpoints.filter(([, contract]) => parametersOf(contract).length > 0);

  test.each(withParams)('%s: not found where there is none', async (key, contract) => {
    const nowhere = Object.fromEntries(
      parametersOf(contract).map((name) => [name, '01890000-0000-7000-8000-00000000dead']),
    );
    for (const name of ['resident', 'owner', 'admin']) {
      const { person } = must(callers.get(name));
      expect(await callAny(person, key, contract, nowhere)).toMatchObject({ status: 404, code: 'not-found' });
    }
  });

  const MALFORMED = [
    '1',
    'nonsense',
    '00000000-0000-0000-0000-00000000000g',
    '------------------------------------',
    'urn:uuid:01890000-0000-7000-8000-000000000000',
    '01890000-0000-7000-8000-000000000000\0',
    "' or 1=1 --",
    '../admin',
    '鱼巷',
    'x'.repeat(3000),
  ];

  test.each(withParams)('%s: malformed ids are nobody’s', async (key, contract) => {
    const admin = callers.get('admin')?.person;
    for (const malformed of [...MALFORMED, ...Object.values(ids).map((id) => id.toUpperCase())]) {
      const params = Object.fromEntries(
        parametersOf(contract).map((name) => [name, encodeURIComponent(malformed)]),
      );
      const { status } = await callAny(admin, key, contract, params);
      expect([400, 404], `${malformed} is answered ${status}`).toContain(status);
    }
  });
});

test('a role that is taken away works no longer at the next request with the same token', async () => {
  const association = await world.association();
  const merchant = await world.merchant({ association });
  const offerId = await world.offer({ merchant, pricePoints: 5 });
  const cases = [
    [
      await world.person('merchant.owner', merchant.id),
      'GET /v1/merchants/{merchantId}/code',
      { merchantId: merchant.id },
    ],
    [
      await world.person('merchant.clerk', merchant.id),
      'GET /v1/merchants/{merchantId}/day',
      { merchantId: merchant.id },
    ],
    [
      await world.person('association.admin', association.id),
      'GET /v1/associations/{associationId}/earning-rules',
      { associationId: association.id },
    ],
    [
      await world.person('association.admin', association.id),
      'POST /v1/offers/{offerId}/approve',
      { offerId },
    ],
  ] as const;
  for (const [person, key, params] of cases) {
    const call = () => world.call(person, key as 'GET /v1/me', { params } as never);
    expect(verdictOf(await call())).toBe('allowed');
    await world.pool.query('delete from role_grants where person_id = $1', [person.id]);
    expect(await call()).toMatchObject({ status: 403, code: 'forbidden' });
  }
});

test('a role that is given works at the next request with the same token', async () => {
  const merchant = await world.merchant();
  const newcomer = await world.resident();
  const call = () =>
    world.call(newcomer, 'GET /v1/merchants/{merchantId}/code', { params: { merchantId: merchant.id } });
  expect((await call()).status).toBe(403);
  await world.pool.query(
    `insert into role_grants (person_id, role, place_id) values ($1, 'merchant.clerk', $2)`,
    [newcomer.id, merchant.id],
  );
  expect((await call()).status).toBe(200);
});

test('the person a redemption belongs to has no say over those of others', async () => {
  const offerId = await world.offer({ merchant: await world.merchant(), pricePoints: 5 });
  const [one, other] = [await world.resident({ points: 5 }), await world.resident({ points: 5 })];
  const { body } = await world.call(one, 'POST /v1/redemptions', { body: { offerId } });
  for (const key of [
    'GET /v1/redemptions/{redemptionId}',
    'GET /v1/redemptions/{redemptionId}/voucher',
    'POST /v1/redemptions/{redemptionId}/cancel',
  ] as const) {
    expect(await world.call(other, key, { params: { redemptionId: body.id } })).toMatchObject({
      status: 403,
    });
  }
});
