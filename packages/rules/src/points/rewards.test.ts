import { describe, expect, test } from 'vitest';
import { NO_POINTS } from './account.ts';
import { decideRewards, type RewardRequest, type RewardState } from './rewards.ts';

const STREET: RewardState = {
  now: new Date('2026-03-01T10:00:00Z'),
  accounts: new Map([
    ['wang', NO_POINTS],
    ['chen', { ...NO_POINTS, available: 5, earned: 5 }],
  ]),
  budgets: new Map([['yong-an', { limit: 100, issued: 75 }]]),
};

describe('Worked shifts', () => {
  test('are paid out of the pool of the association', () => {
    const { paid, changes } = decideRewards(STREET, [shift({})]);
    expect(paid).toEqual([{ reference: 's1', points: 10 }]);
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
    const { paid, changes } = decideRewards(STREET, [
      shift({ reference: 's1', points: 20 }),
      shift({ reference: 's2', points: 6, personId: 'chen' }),
      shift({ reference: 's3', points: 5, personId: 'chen' }),
    ]);
    expect(paid).toEqual([
      { reference: 's1', points: 20 },
      { reference: 's2', points: 0 },
      { reference: 's3', points: 5 },
    ]);
    expect(changes.transfers.map(({ reference }) => reference)).toEqual(['s1', 's3']);
    expect(changes.accounts).toMatchObject([{ personId: 'wang' }, { personId: 'chen', available: 10 }]);
  });

  test('and attended meetings are paid alike, each as what it is', () => {
    const { changes } = decideRewards(STREET, [
      shift({ reference: 's1' }),
      shift({ reference: 'a1', kind: 'attendance' }),
    ]);
    expect(changes.transfers.map(({ kind }) => kind)).toEqual(['duty', 'attendance']);
    expect(changes.accounts).toMatchObject([{ personId: 'wang', available: 20 }]);
  });

  test('worth nothing are not asked about: that is a bug of the caller', () => {
    expect(() => decideRewards(STREET, [shift({ points: 0 })])).toThrow(RangeError);
  });
});

function shift(what: Partial<RewardRequest>): RewardRequest {
  return {
    kind: 'duty',
    reference: 's1',
    transferId: `t-${what.reference ?? 's1'}`,
    personId: 'wang',
    associationId: 'yong-an',
    points: 10,
    ...what,
  };
}
