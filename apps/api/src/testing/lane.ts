import type { NewRoster, Shift } from '@shangju/contracts';
import { must } from '../must.ts';
import type { Association, EarningRule, Merchant, Person, World } from './world.ts';

/** A lane whose shops take turns: an association with its admin, shops with their owners, a roster. */
export interface Lane {
  association: Association;
  admin: Person;
  shops: Shop[];
  rosterId: string;
  checklist: string[];
  /** Publishes as the admin; by default the first day only. */
  publish(from: string, to?: string): Promise<{ made: number; removed: number; kept: number }>;
  shifts(from: string, to?: string): Promise<Shift[]>;
  shop(merchantId: string): Shop;
  /** The code on the back of the plaque. */
  backCode(): Promise<string>;
  /** Begins a shift as its shop's owner, from the plaque's back unless a code is given. */
  checkIn(shift: Shift, given?: CheckInGiven): ReturnType<typeof callCheckIn>;
  /** The turning code that the shop of a shift shows. */
  turningCode(shift: Shift): Promise<string>;
}

export interface Shop extends Merchant {
  owner: Person;
}

export interface CheckInGiven {
  code?: string;
  by?: Person;
  key?: string;
  happenedAt?: string;
  app?: World['app'];
}

type LaneGiven = Partial<Omit<NewRoster, 'members'>> & { shopCount?: number; rule?: Partial<EarningRule> };

export const CHECKLIST = ['消防通道畅通', '门前干净', '没有占道'];

export async function createLane(
  world: World,
  { shopCount = 3, rule, ...roster }: LaneGiven = {},
): Promise<Lane> {
  const association = await world.association(rule);
  const admin = await world.person('association.admin', association.id);
  const shops: Shop[] = [];
  for (let made = 0; made < shopCount; made += 1) {
    const merchant = await world.merchant({ association });
    shops.push({ ...merchant, owner: await world.person('merchant.owner', merchant.id) });
  }
  const answer = await world.call(admin, 'POST /v1/associations/{associationId}/rosters', {
    params: { associationId: association.id },
    body: {
      name: '鱼巷值日',
      lane: '鱼巷',
      members: shops.map(({ id }) => ({ merchantId: id })),
      shiftTimes: [
        { name: '早班', startsAt: '08:00', endsAt: '14:00' },
        { name: '晚班', startsAt: '14:00', endsAt: '20:00' },
      ],
      checklist: CHECKLIST,
      ...roster,
    },
  });
  if (answer.status !== 201) throw new Error(`no roster: ${answer.code}`);
  const rosterId = answer.body.id;
  const params = { rosterId };

  const shop: Lane['shop'] = (merchantId) => must(shops.find(({ id }) => id === merchantId));
  const backCode = async () =>
    (await world.call(admin, 'GET /v1/rosters/{rosterId}/plaque', { params })).body.url;
  return {
    association,
    admin,
    shops,
    rosterId,
    checklist: roster.checklist ?? CHECKLIST,
    shop,
    backCode,
    async publish(from, to = from) {
      const { status, body, code } = await world.call(admin, 'POST /v1/rosters/{rosterId}/publish', {
        params,
        body: { from, to },
      });
      if (status !== 200) throw new Error(`not published: ${code}`);
      return body;
    },
    async shifts(from, to = from) {
      const { body } = await world.call(admin, 'GET /v1/rosters/{rosterId}/shifts', {
        params,
        query: { from, to },
      });
      return body.items;
    },
    checkIn: async (shift, given = {}) =>
      callCheckIn(world, given.by ?? shop(shift.merchantId).owner, shift.id, {
        ...given,
        code: given.code ?? (await backCode()),
      }),
    async turningCode(shift) {
      const { owner } = shop(shift.merchantId);
      const { body } = await world.call(owner, 'GET /v1/shifts/{shiftId}/plaque-code', {
        params: { shiftId: shift.id },
      });
      return body.url;
    },
  };
}

const callCheckIn = (
  world: World,
  who: Person,
  shiftId: string,
  { code, key, happenedAt, app }: CheckInGiven,
) =>
  world.call(who, 'POST /v1/shifts/{shiftId}/check-in', {
    params: { shiftId },
    body: {
      ...(code === undefined ? {} : { plaqueCode: code }),
      ...(happenedAt === undefined ? {} : { happenedAt }),
    },
    ...(key === undefined ? {} : { key }),
    ...(app === undefined ? {} : { app }),
  });
