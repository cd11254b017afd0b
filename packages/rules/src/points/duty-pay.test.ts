import { describe, expect, test } from 'vitest';
import { NO_POINTS } from './account.ts';
import { type DutyPayRequest, type DutyPayState, decideDutyPay } from './duty-pay.ts';

const STREET: DutyPayState = {
  now: new Date('2026-03-01T10:00:00Z'),
  accounts: new Map([
    ['wang', NO_POINTS],
    ['chen', { ...NO_POINTS, available: 5, earned: 5 }],
  ]),
  budgets: new Map([['yong-an', { limit: 100, issued: 75 }]]),
};

describe('Worked shifts', () => {
  test('are paid out of the pool of the association', () => {
    const { paid, changes } = decideDutyPay(STREET, [shift({})]);
    expect(paid).toEqual([{ shiftId: 's1', points: 10 }]);
    expect(changes.accounts).toMatchObject([{ personId: 'wang', available: 10, earned: 10 }]);
    expect(changes.budgets).toEqual([{ associationId: 'yong-an', issuedMore: 10 }]);
    expect(changes.transfers).toMatchObject([
      {
        kind: 'duty',
        reference: 's1',
        points: 10,
        debit: { owner: 'pool', ownerId: 'yong-an' },
        credit: { owner: 'resident', ownerId: 'wang' },
      },
    ]);
  });

  test('are worked without points where the budget has less left than they are worth', () => {
    const { paid, changes } = decideDutyPay(STREET, [
      shift({ shiftId: 's1', points: 20 }),
      shift({ shiftId: 's2', points: 6, personId: 'chen' }),
      shift({ shiftId: 's3', points: 5, personId: 'chen' }),
    ]);
    expect(paid).toEqual([
      { shiftId: 's1', points: 20 },
      { shiftId: 's2', points: 0 },
      { shiftId: 's3', points: 5 },
    ]);
    expect(changes.transfers.map(({ reference }) => reference)).toEqual(['s1', 's3']);
    expect(changes.accounts).toMatchObject([{ personId: 'wang' }, { personId: 'chen', available: 10 }]);
  });

  test('worth nothing are not asked about: that is a bug of the caller', () => {
    expect(() => decideDutyPay(STREET, [shift({ points: 0 })])).toThrow(RangeError);
  });
});

function shift(what: Partial<DutyPayRequest>): DutyPayRequest {
  return {
    shiftId: 's1',
    transferId: `t-${what.shiftId ?? 's1'}`,
    personId: 'wang',
    associationId: 'yong-an',
    points: 10,
    ...what,
  };
}
