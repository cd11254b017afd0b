import { describe, expect, test } from 'vitest';
import { codeStepAt } from '../codes/code-steps.ts';
import { earnPoints, NO_POINTS } from './account.ts';
import { pairKey } from './pair-key.ts';
import {
  decideRedemptions,
  type RedeemableOffer,
  type RedemptionRequest,
  type RedemptionState,
} from './redemptions.ts';

const NOW = new Date('2026-03-01T10:00:10Z');
const STEP = codeStepAt(NOW);
const AT_THE_COUNTER = { kind: 'live', merchantId: 'noodles', step: STEP } as const;

describe('A redemption', () => {
  test('without a code holds the points for a voucher, and moves nothing', () => {
    const { outcomes, changes } = decideRedemptions(street({}), [wish({})]);
    const heldUntil = new Date('2026-03-01T10:30:10Z');
    expect(outcomes).toEqual([
      {
        ok: true,
        redemptionId: 'r1',
        status: 'held',
        points: 20,
        heldUntil,
        balanceAfter: { available: 30, held: 20 },
      },
    ]);
    expect(changes.accounts).toEqual([
      { personId: 'wang', available: 30, held: 20, earned: 50, spent: 0, expired: 0 },
    ]);
    expect(changes.transfers).toEqual([]);
    expect(changes.redemptions).toMatchObject([
      { status: 'held', heldUntil, transferId: null, pricePoints: 20 },
    ]);
    expect(changes.stock).toEqual([{ offerId: 'coupon', unitsTaken: 1 }]);
  });

  test("with the shop's live code is fulfilled at once", () => {
    const { outcomes, changes } = decideRedemptions(street({}), [wish({ presence: AT_THE_COUNTER })]);
    expect(outcomes).toEqual([
      {
        ok: true,
        redemptionId: 'r1',
        status: 'fulfilled',
        points: 20,
        heldUntil: null,
        balanceAfter: { available: 30, held: 0 },
      },
    ]);
    expect(changes.accounts).toEqual([
      { personId: 'wang', available: 30, held: 0, earned: 50, spent: 20, expired: 0 },
    ]);
    expect(changes.transfers).toEqual([
      {
        transferId: 't1',
        kind: 'redemption',
        debit: { owner: 'resident', ownerId: 'wang' },
        credit: { owner: 'merchant', ownerId: 'noodles' },
        points: 20,
        reference: 'r1',
        at: NOW,
      },
    ]);
    expect(changes.redemptions).toMatchObject([{ status: 'fulfilled', heldUntil: null, transferId: 't1' }]);
  });

  test('is granted as often as the balance affords, and then says what is missing', () => {
    const hundred = Array.from({ length: 100 }, (_, i) =>
      wish({ redemptionId: `r${i}`, transferId: `t${i}` }),
    );
    const { outcomes, changes } = decideRedemptions(street({ points: 70, stock: null }), hundred);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(3);
    expect(outcomes.at(-1)).toEqual({ ok: false, code: 'insufficient-points', missing: 10 });
    expect(changes.redemptions).toHaveLength(3);
    expect(changes.stock).toEqual([]);
  });

  test('of the last unit goes to the first who asks', () => {
    const { outcomes, changes } = decideRedemptions(street({ stock: 1 }), [
      wish({}),
      wish({ redemptionId: 'r2', transferId: 't2', personId: 'li' }),
    ]);
    expect(outcomes).toMatchObject([{ ok: true }, { ok: false, code: 'offer-sold-out' }]);
    expect(changes.stock).toEqual([{ offerId: 'coupon', unitsTaken: 1 }]);
  });

  test('stops at the limit, counting those before and those of the same batch', () => {
    const state = street({ offer: { limitPerPerson: 2, limitPeriod: 'week' }, used: 1 });
    const { outcomes } = decideRedemptions(state, [wish({}), wish({ redemptionId: 'r2', transferId: 't2' })]);
    expect(outcomes).toMatchObject([
      { ok: true },
      { ok: false, code: 'limit-reached', limit: 2, period: 'week' },
    ]);
  });

  test.for<[string, Partial<RedeemableOffer>, string]>([
    ['a draft', { status: 'draft' }, 'offer-not-available'],
    ['submitted', { status: 'submitted' }, 'offer-not-available'],
    ['rejected', { status: 'rejected' }, 'offer-not-available'],
    ['withdrawn', { status: 'withdrawn' }, 'offer-not-available'],
    ['of a closed shop', { merchantOpen: false }, 'offer-not-available'],
    ['from the next second on', { availableFrom: new Date('2026-03-01T10:00:11Z') }, 'offer-not-available'],
    ['from now on', { availableFrom: NOW }, 'ok'],
    ['until now', { availableUntil: NOW }, 'offer-not-available'],
    ['until the next second', { availableUntil: new Date('2026-03-01T10:00:11Z') }, 'ok'],
  ])('of an offer that is %s', ([, offer, expected]) => {
    expect(answer(street({ offer }), wish({}))).toBe(expected);
  });

  test('keeps a voucher good beyond the end of its offer', () => {
    const state = street({ offer: { availableUntil: new Date('2026-03-01T10:01:00Z') } });
    expect(decideRedemptions(state, [wish({})]).outcomes).toMatchObject([
      { heldUntil: new Date('2026-03-01T10:30:10Z') },
    ]);
  });
});

describe('When several things are wrong', () => {
  test('the person hears what cannot be helped first, and last what a new scan would mend', () => {
    const wrongs: [string, Parameters<typeof street>[0]][] = [
      ['own-merchant', { staff: new Set([pairKey('wang', 'noodles')]) }],
      ['offer-not-available', { merchantOpen: false }],
      ['offer-sold-out', { stock: 0 }],
      ['limit-reached', { used: 9 }],
      ['insufficient-points', { points: 19 }],
      ['code-other-merchant', {}],
    ];
    const wrongCode = wish({ presence: { kind: 'live', merchantId: 'barber', step: 0 } });
    const heard = wrongs.map((_, i) =>
      answer(street(Object.assign({}, ...wrongs.slice(i).map(([, w]) => w))), wrongCode),
    );
    expect(heard).toEqual(wrongs.map(([code]) => code));
    expect(answer(street({}), wish({ presence: { ...AT_THE_COUNTER, step: STEP - 2 } }))).toBe(
      'code-expired',
    );
  });

  test('what was not loaded is a bug, not a refusal', () => {
    expect(() => decideRedemptions(street({}), [wish({ offerId: 'unknown' })])).toThrow(
      'Not loaded: offer unknown',
    );
    expect(() => decideRedemptions(street({ offer: { pricePoints: 0 } }), [wish({})])).toThrow(RangeError);
  });
});

interface Street {
  points?: number;
  stock?: number | null;
  used?: number;
  merchantOpen?: boolean;
  offer?: Partial<RedeemableOffer>;
  staff?: RedemptionState['staff'];
}

function street(what: Street): RedemptionState {
  const { points = 50, stock = 10, used = 0, merchantOpen = true, offer = {}, staff = new Set() } = what;
  return {
    now: NOW,
    accounts: new Map([
      ['wang', earnPoints(NO_POINTS, points)],
      ['li', earnPoints(NO_POINTS, points)],
    ]),
    offers: new Map([
      [
        'coupon',
        {
          merchantId: 'noodles',
          pricePoints: 20,
          status: 'approved',
          merchantOpen,
          stockLeft: stock,
          limitPerPerson: 9,
          limitPeriod: 'ever',
          voucherMinutes: 30,
          ...offer,
        },
      ],
    ]),
    used: new Map([[pairKey('wang', 'coupon'), used]]),
    staff,
  };
}

function wish(what: Partial<RedemptionRequest>): RedemptionRequest {
  return {
    redemptionId: 'r1',
    transferId: 't1',
    personId: 'wang',
    offerId: 'coupon',
    presence: { kind: 'none' },
    ...what,
  };
}

function answer(state: RedemptionState, request: RedemptionRequest): string | undefined {
  const [outcome] = decideRedemptions(state, [request]).outcomes;
  return outcome?.ok === true ? 'ok' : outcome?.code;
}
