import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { codeBook } from '../modules/codes/index.ts';
import { must } from '../must.ts';
import { drawPicture } from './draw-picture.ts';
import { formOf } from './form.ts';

/** Something that was done, and that the API has told the person of. */
export interface Acknowledged {
  /** Where its row is. */
  table: 'grants' | 'check_ins' | 'redemptions' | 'ballot_turnout' | 'pictures';
  /** Of the row; of a vote, ballot and unit. */
  id: string;
}

/** People of the demo street at an API that runs somewhere. Each act throws unless it is answered with 201. */
export interface DemoStreet {
  grant(): Promise<Acknowledged>;
  /** Of the next shop where the resident has not been today. */
  checkIn(): Promise<Acknowledged>;
  /** A voucher, for the next offer that the resident can pay. */
  redeem(): Promise<Acknowledged>;
  vote(persona: string): Promise<Acknowledged>;
  sendPicture(): Promise<Acknowledged>;
  points(): Promise<{ available: number; held: number; earned: number; spent: number }>;
}

const CODE_SECRET = 'a secret of the drills for the codes of shops';
const ORIGIN = 'https://street.example';

/** What the API of such a street is to be told. */
export const DEMO_STREET_SETTINGS = {
  NODE_ENV: 'test',
  PUBLIC_ORIGIN: ORIGIN,
  CODE_KEYS: `1:${CODE_SECRET}`,
  RATE_LIMIT_PER_MINUTE: '0',
  LOG_LEVEL: 'info',
};

/** Whoever is told to come again later comes again, with the same key. */
export async function demoStreet(address: string): Promise<DemoStreet> {
  const codes = codeBook({ origin: ORIGIN, keys: [{ id: 1, secret: CODE_SECRET }] });
  const ask = async <Answer>(path: string, token?: string, body?: object): Promise<Answer> => {
    const answer = await sendUntilTaken(`${address}${path}`, {
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body ? { 'content-type': 'application/json', 'idempotency-key': randomUUID() } : {}),
      },
      ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as Answer;
  };
  const logIn = async (persona: string) => {
    const session = await ask<Session>('/v1/auth/demo', undefined, { persona });
    return { token: session.accessToken, ...session.person };
  };
  const [admin, resident] = await Promise.all([logIn('admin'), logIn('resident-elderly')]);
  const shops = (await ask<{ items: { number: number }[] }>('/v1/merchants?limit=100')).items;
  const offers = (await ask<{ items: Offer[] }>('/v1/offers?limit=100')).items
    .filter(({ available, stockLeft }) => available && stockLeft !== 0)
    .toSorted((one, other) => one.pricePoints - other.pricePoints);
  const association = must(admin.roles[0]).placeId;
  return {
    async grant() {
      const path = `/v1/associations/${association}/grants`;
      const body = { personId: resident.id, points: 1, reason: '帮忙搬桌椅' };
      return { table: 'grants', id: (await ask<Row>(path, admin.token, body)).id };
    },
    async checkIn() {
      const shop = must(shops.pop());
      const body = { code: codes.turning('merchant', shop.number, new Date()) };
      return { table: 'check_ins', id: (await ask<Row>('/v1/check-ins', resident.token, body)).id };
    },
    async redeem() {
      const offer = must(offers.shift());
      const body = { offerId: offer.id };
      return { table: 'redemptions', id: (await ask<Row>('/v1/redemptions', resident.token, body)).id };
    },
    async vote(persona) {
      const { token } = await logIn(persona);
      const mine = await ask<{ items: Row[] }>('/v1/ballots?mine=true&state=open', token);
      const ballot = must(mine.items[0]).id;
      const { myUnits } = await ask<{ myUnits: (Row & { cast: object | null })[] }>(
        `/v1/ballots/${ballot}`,
        token,
      );
      const unitId = must(myUnits.find(({ cast }) => cast === null)).id;
      await ask(`/v1/ballots/${ballot}/votes`, token, { unitId, choices: [0] });
      return { table: 'ballot_turnout', id: `${ballot}/${unitId}` };
    },
    async sendPicture() {
      const { payload, headers } = await formOf([{ field: 'picture', content: await drawPicture() }]);
      const answer = await sendUntilTaken(`${address}/v1/pictures`, {
        method: 'POST',
        headers: { ...headers, authorization: `Bearer ${resident.token}`, 'idempotency-key': randomUUID() },
        body: new Uint8Array(payload),
      });
      if (answer.status !== 201) throw new Error(`picture: ${answer.status} ${await answer.text()}`);
      return { table: 'pictures', id: ((await answer.json()) as Row).id };
    },
    points: () => ask('/v1/me/points', resident.token),
  };
}

const PATIENCE_MS = 30_000;
const AGAIN_MS = 100;

async function sendUntilTaken(url: string, request: RequestInit): Promise<Response> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const answer = await fetch(url, request);
    if (answer.status !== 503 || Date.now() > deadline) return answer;
    await wait(AGAIN_MS);
  }
}

interface Row {
  id: string;
}

interface Session {
  accessToken: string;
  person: Row & { roles: { placeId: string }[] };
}

interface Offer extends Row {
  pricePoints: number;
  available: boolean;
  stockLeft: number | null;
}
