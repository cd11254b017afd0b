import { ROLES } from '@shangju/contracts';
import { addDays, localDay } from '@shangju/rules';
import { createSigner } from 'fast-jwt';
import { accessTokens } from '../src/http/access-tokens.ts';
import { createCouncil } from '../src/testing/council.ts';
import { everyResource } from '../src/testing/every-resource.ts';
import { createLane } from '../src/testing/lane.ts';
import {
  type Association,
  JWT_SECRET,
  type Merchant,
  type Person,
  type World,
} from '../src/testing/world.ts';

/** A part of the street with one of everything in it, and everybody who could call. */
export interface Quarter {
  known: Record<string, string[]>;
  /** Values of Authorization, of new sessions: some of the old ones have been ended. */
  callersNow(): Promise<Callers>;
  /** Codes that turn, as they are at this moment. */
  codesNow(): Promise<string[]>;
}

/** The first is somebody who may call everything, undefined is nobody. */
export type Callers = readonly (string | undefined)[];

export async function buildQuarter(world: World): Promise<Quarter> {
  const here = await world.association();
  const elsewhere = await world.association();
  const shop = await world.merchant({ association: here });
  const otherShop = await world.merchant({ association: elsewhere });
  const subject = await world.resident({ points: 500 });
  const ids = await everyResource(world, { here, shop, subject });
  const known: Record<string, string[]> = {};
  const add = (name: string, ...values: string[]) => {
    known[name] = [...(known[name] ?? []), ...values];
  };
  for (const [name, id] of Object.entries(ids)) add(name, id);
  add('merchantId', otherShop.id);
  add('associationId', elsewhere.id);
  await addOffers(world, shop, add);
  await addMeetings(world, add);
  await addLane(world, add);
  known['anything'] = Object.entries(known).flatMap(([name, values]) => (name === 'feed' ? [] : values));
  const { persons, gone } = await everybody(world, { here, elsewhere, shop, otherShop, subject });
  await addPersona(world, subject, add);
  await addCursors(world, add);
  return {
    known,
    async callersNow() {
      const inNewSessions = await Promise.all(persons.map((person) => world.inAnotherSession(person)));
      const [freeHand] = inNewSessions;
      return [
        ...[...inNewSessions, gone].map(({ token }) => `Bearer ${token}`),
        undefined,
        ...(freeHand ? forged(freeHand) : []),
      ];
    },
    async codesNow() {
      const { rows } = await world.pool.query<{ now: Date }>('select street_now() as now');
      const now = rows[0]?.now ?? new Date();
      return (['merchant', 'voucher', 'sign-in', 'plaque'] as const).flatMap((kind) => [
        world.codes.turning(kind, shop.number, now),
        world.codes.standing(kind, shop.number),
        world.codes.turning(kind, 1, now),
      ]);
    },
  };
}

type Add = (name: string, ...values: string[]) => void;

async function addOffers(world: World, merchant: Merchant, add: Add): Promise<void> {
  for (const status of ['draft', 'submitted', 'approved', 'rejected', 'withdrawn'] as const) {
    add('offerId', await world.offer({ merchant, pricePoints: 1, status, stock: 1_000 }));
  }
}

async function addMeetings(world: World, add: Add): Promise<void> {
  const council = await createCouncil(world);
  for (const make of [council.draft, council.published, council.underWay, council.closed]) {
    const meeting = await make();
    add('meetingId', meeting.id);
    add('agendaItemId', ...meeting.agenda.map(({ id }) => id));
  }
}

async function addLane(world: World, add: Add): Promise<void> {
  const lane = await createLane(world);
  const { rows } = await world.pool.query<{ now: Date }>('select street_now() as now');
  const tomorrow = addDays(localDay(rows[0]?.now ?? new Date()), 1);
  await lane.publish(tomorrow, addDays(tomorrow, 3));
  const shifts = await lane.shifts(tomorrow, addDays(tomorrow, 3));
  add('rosterId', lane.rosterId);
  add('associationId', lane.association.id);
  add('shiftId', ...shifts.map(({ id }) => id));
}

/** As whom one may log in, and what such a log-in hands out. */
async function addPersona(world: World, { id }: Person, add: Add): Promise<void> {
  await world.pool.query(
    `insert into personas (key, person_id, about, position) values ($1::text, $1::uuid, '试一试', 1)`,
    [id],
  );
  add('persona', id);
  for (let count = 0; count < 3; count += 1) {
    const { body } = await world.call(undefined, 'POST /v1/auth/demo', { body: { persona: id } });
    add('refreshToken', body.refreshToken);
  }
}

/** Of whatever list: that each takes its own only is part of what is tried. */
async function addCursors(world: World, add: Add): Promise<void> {
  for (const key of ['GET /v1/merchants', 'GET /v1/offers', 'GET /v1/meetings'] as const) {
    const { body } = await world.call(undefined, key, { query: { limit: 1 } });
    if (body.nextCursor !== null) add('cursor', body.nextCursor);
  }
}

async function everybody(
  world: World,
  street: { here: Association; elsewhere: Association; shop: Merchant; otherShop: Merchant; subject: Person },
): Promise<{ persons: Person[]; gone: Person }> {
  const { here, elsewhere, shop, otherShop, subject } = street;
  const { rows } = await world.pool.query<{ id: string }>(
    'select id from associations union all select id from merchants',
  );
  const freeHand = await world.resident({ points: 1_000 });
  await world.pool.query(
    `insert into role_grants (person_id, role, place_id)
      select $1, role, place_id from unnest($2::text[]) as role, unnest($3::uuid[]) as place_id on conflict do nothing`,
    [freeHand.id, ROLES, [...rows.map(({ id }) => id), world.communityId, world.streetId]],
  );
  const gone = await world.resident();
  await world.call(gone, 'POST /v1/auth/logout');
  const persons = [
    freeHand,
    await world.resident({ points: 50 }),
    subject,
    await world.person('merchant.owner', shop.id),
    await world.person('merchant.clerk', shop.id),
    await world.person('merchant.owner', otherShop.id),
    await world.person('association.admin', here.id),
    await world.person('association.admin', elsewhere.id),
    await world.person('community.worker', world.communityId),
    await world.person('inspector', world.streetId),
    await world.person('street.officer', world.streetId),
    await world.person('merchant.owner', here.id),
  ];
  return { persons, gone };
}

/** Tokens that say the right thing and are worth nothing. */
function forged({ id, token }: Person): string[] {
  const [header = '', payload = ''] = token.split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { sid: string };
  const expired = createSigner({
    key: JWT_SECRET,
    algorithm: 'HS256',
    header: JSON.parse(Buffer.from(header, 'base64url').toString()),
  })({
    ...claims,
    iat: 1_000_000,
    exp: 1_000_900,
  });
  const ofAnother = accessTokens('a secret of somebody else, just as long').issue({
    personId: id,
    sessionId: claims.sid,
  });
  return [expired, ofAnother, `${header}.${payload}.`].map((forgery) => `Bearer ${forgery}`);
}
