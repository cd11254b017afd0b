import { describe, expect, test } from 'vitest';
import { codeStepAt } from '../codes/code-steps.ts';
import { localDay } from '../street-time.ts';
import { NO_POINTS } from './account.ts';
import { type CheckInRequest, type CheckInState, decideCheckIns, type EarningRule } from './check-ins.ts';
import { pairKey } from './pair-key.ts';

const NOW = new Date('2026-03-01T10:00:10Z');
const LIVE = { kind: 'live', step: codeStepAt(NOW) } as const;
const POSTER = { kind: 'poster' } as const;
const SHOP = { latitude: 30.2, longitude: 115.08 };
const RULE: EarningRule = {
  pointsPerCheckIn: 5,
  paidCheckInsPerDay: 5,
  posterPays: false,
  fenceRadiusM: 100,
};

describe('A check-in with a live code', () => {
  test('pays out of the pool of the association', () => {
    const { outcomes, changes } = decideCheckIns(street({}), [visit({})]);
    expect(outcomes).toEqual([
      { ok: true, checkInId: 'c1', points: 5, balanceAfter: { available: 5, held: 0 } },
    ]);
    expect(changes).toEqual({
      accounts: [{ personId: 'wang', available: 5, held: 0, earned: 5, spent: 0, expired: 0 }],
      transfers: [
        {
          transferId: 't1',
          kind: 'check-in',
          debit: { owner: 'pool', ownerId: 'yong-an' },
          credit: { owner: 'resident', ownerId: 'wang' },
          points: 5,
          reference: 'c1',
          at: NOW,
        },
      ],
      checkIns: [
        {
          checkInId: 'c1',
          transferId: 't1',
          personId: 'wang',
          merchantId: 'noodles',
          associationId: 'yong-an',
          presence: 'live',
          points: 5,
          day: '2026-03-01',
          at: NOW,
        },
      ],
      budgets: [{ associationId: 'yong-an', issuedMore: 5 }],
    });
  });

  test('is still taken one step later, not two, and never early', () => {
    const answers = [-1, 0, 1, 2].map((stepsAgo) =>
      answer(street({}), visit({ presence: { kind: 'live', step: LIVE.step - stepsAgo } })),
    );
    expect(answers).toEqual(['code-expired', 'ok', 'ok', 'code-expired']);
  });

  test('counts once per merchant and local day, also within one batch', () => {
    const { outcomes, changes } = decideCheckIns(street({}), [
      visit({}),
      visit({ checkInId: 'c2', transferId: 't2' }),
      visit({ checkInId: 'c3', transferId: 't3', merchantId: 'barber' }),
    ]);
    expect(outcomes).toMatchObject([
      { ok: true },
      { code: 'already-checked-in' },
      { ok: true, balanceAfter: { available: 10, held: 0 } },
    ]);
    expect(changes.checkIns.map(({ checkInId }) => checkInId)).toEqual(['c1', 'c3']);
    expect(changes.budgets).toEqual([{ associationId: 'yong-an', issuedMore: 10 }]);
  });

  test('leaves what was loaded as it was', () => {
    const merchantIds = new Set(['barber']);
    const state = street({ today: new Map([['wang', { merchantIds, paid: 1 }]]) });
    const first = decideCheckIns(state, [visit({})]);
    expect(merchantIds).toEqual(new Set(['barber']));
    expect(decideCheckIns(state, [visit({})])).toEqual(first);
  });

  test('stops at the daily limit, counted over the whole street', () => {
    const elsewhere = new Set(['a', 'b', 'c', 'd', 'e']);
    const state = street({ today: new Map([['wang', { merchantIds: elsewhere, paid: 5 }]]) });
    expect(decideCheckIns(state, [visit({})]).outcomes).toEqual([
      { ok: false, code: 'daily-limit-reached', limit: 5 },
    ]);
    expect(
      answer(street({ today: new Map([['wang', { merchantIds: elsewhere, paid: 4 }]]) }), visit({})),
    ).toBe('ok');
  });

  test('belongs to the day on which the street is, on both sides of midnight', () => {
    const days = ['2026-03-01T15:59:59.999Z', '2026-03-01T16:00:00.000Z'].map((when) => {
      const now = new Date(when);
      const request = visit({
        presence: { kind: 'live', step: codeStepAt(new Date('2026-03-01T15:59:59Z')) },
      });
      return decideCheckIns(street({ now }), [request]).changes.checkIns[0]?.day;
    });
    expect(days).toEqual(['2026-03-01', '2026-03-02']);
    expect(days[1]).toBe(localDay(new Date('2026-03-01T16:00:00Z')));
  });

  test('pays whole points or none when the budget runs out', () => {
    expect(answer(street({ issued: 95 }), visit({}))).toBe('ok');
    expect(answer(street({ issued: 96 }), visit({}))).toBe('budget-exhausted');
    expect(answer(street({ issued: 130 }), visit({}))).toBe('budget-exhausted');
  });

  test('is noted without a transfer where the association pays nothing, beyond limit and budget', () => {
    const state = street({
      rule: { ...RULE, pointsPerCheckIn: 0, paidCheckInsPerDay: 0 },
      issued: 100,
    });
    const { outcomes, changes } = decideCheckIns(state, [visit({})]);
    expect(outcomes).toEqual([
      { ok: true, checkInId: 'c1', points: 0, balanceAfter: { available: 0, held: 0 } },
    ]);
    expect(changes).toMatchObject({
      accounts: [],
      transfers: [],
      budgets: [],
      checkIns: [{ points: 0, transferId: null }],
    });
  });
});

describe('A check-in with a poster', () => {
  const paying = { ...RULE, posterPays: true };
  const metresNorth = (metres: number) => ({
    latitude: SHOP.latitude + metres / 111_195,
    longitude: SHOP.longitude,
  });

  test('pays nothing unless the rule says so, or where the shop is not on the map', () => {
    expect(answer(street({}), visit({ presence: POSTER, location: SHOP }))).toBe('live-code-required');
    const request = visit({ presence: POSTER, location: SHOP, merchantId: 'cart' });
    expect(answer(street({ rule: paying }), request)).toBe('live-code-required');
  });

  test('asks for the place and pays inside the fence only', () => {
    const state = street({ rule: paying });
    expect(answer(state, visit({ presence: POSTER }))).toBe('location-required');
    expect(answer(state, visit({ presence: POSTER, location: metresNorth(99) }))).toBe('ok');
    expect(
      decideCheckIns(state, [visit({ presence: POSTER, location: metresNorth(100.4) })]).outcomes,
    ).toEqual([{ ok: false, code: 'outside-fence', distanceM: 101 }]);
    const nowhere = { latitude: Number.NaN, longitude: 0 };
    expect(answer(state, visit({ presence: POSTER, location: nowhere }))).toBe('outside-fence');
  });
});

describe('When several things are wrong', () => {
  test('the person hears what cannot be helped first, and last what a new scan would mend', () => {
    const wrongs: [string, Partial<Street>][] = [
      ['own-merchant', { staff: new Set([pairKey('wang', 'noodles')]) }],
      ['merchant-closed', { open: false }],
      ['already-checked-in', { today: new Map([['wang', { merchantIds: new Set(['noodles']), paid: 5 }]]) }],
      ['daily-limit-reached', { today: new Map([['wang', { merchantIds: new Set(['barber']), paid: 5 }]]) }],
      ['budget-exhausted', { issued: 100 }],
      ['code-expired', {}],
    ];
    const stale = visit({ presence: { kind: 'live', step: 0 } });
    const heard = wrongs.map((_, i) =>
      answer(
        street(
          Object.assign(
            {},
            ...wrongs
              .slice(i)
              .reverse()
              .map(([, w]) => w),
          ),
        ),
        stale,
      ),
    );
    expect(heard).toEqual(wrongs.map(([code]) => code));
  });

  test('what was not loaded is a bug, not a refusal', () => {
    expect(() => decideCheckIns(street({}), [visit({ merchantId: 'unknown' })])).toThrow(
      'Not loaded: merchant unknown',
    );
    expect(() => decideCheckIns(street({}), [visit({ personId: 'unknown' })])).toThrow('Not loaded: account');
  });
});

interface Street {
  now: Date;
  rule: EarningRule;
  issued: number;
  open: boolean;
  staff: CheckInState['staff'];
  today: CheckInState['today'];
}

function street(what: Partial<Street>): CheckInState {
  const { now = NOW, rule = RULE, issued = 0, open = true, staff = new Set(), today = new Map() } = what;
  return {
    now,
    accounts: new Map([['wang', NO_POINTS]]),
    merchants: new Map([
      ['noodles', { associationId: 'yong-an', open, location: SHOP }],
      ['barber', { associationId: 'yong-an', open, location: SHOP }],
      ['cart', { associationId: 'yong-an', open }],
    ]),
    rules: new Map([['yong-an', rule]]),
    budgets: new Map([['yong-an', { limit: 100, issued }]]),
    staff,
    today,
  };
}

function visit(what: Partial<CheckInRequest>): CheckInRequest {
  return {
    checkInId: 'c1',
    transferId: 't1',
    personId: 'wang',
    merchantId: 'noodles',
    presence: LIVE,
    ...what,
  };
}

function answer(state: CheckInState, request: CheckInRequest): string | undefined {
  const [outcome] = decideCheckIns(state, [request]).outcomes;
  return outcome?.ok === true ? 'ok' : outcome?.code;
}
