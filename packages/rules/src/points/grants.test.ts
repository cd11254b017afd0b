import { describe, expect, test } from 'vitest';
import { NO_POINTS } from './account.ts';
import { decideGrants, type GrantRequest, type GrantState } from './grants.ts';

const NOW = new Date('2026-03-01T10:00:00Z');
const STREET: GrantState = {
  now: NOW,
  accounts: new Map([['wang', NO_POINTS]]),
  budgets: new Map([['yong-an', { limit: 100, issued: 70 }]]),
};

describe('A grant by hand', () => {
  test('counts against the budget, whole or not at all', () => {
    const { outcomes, changes } = decideGrants(STREET, [
      grant({ grantId: 'g1', points: 20 }),
      grant({ grantId: 'g2', points: 11 }),
      grant({ grantId: 'g3', points: 10 }),
    ]);
    expect(outcomes).toEqual([
      { ok: true, grantId: 'g1', points: 20, balanceAfter: { available: 20, held: 0 } },
      { ok: false, code: 'budget-exhausted' },
      { ok: true, grantId: 'g3', points: 10, balanceAfter: { available: 30, held: 0 } },
    ]);
    expect(changes.budgets).toEqual([{ associationId: 'yong-an', issuedMore: 30 }]);
    expect(changes.grants.map(({ grantId }) => grantId)).toEqual(['g1', 'g3']);
    expect(changes.transfers).toMatchObject([
      { kind: 'grant', reference: 'g1' },
      { reference: 'g3', points: 10 },
    ]);
  });

  test('never goes to the one who makes it', () => {
    expect(decideGrants(STREET, [grant({ grantedBy: 'wang' })]).outcomes).toEqual([
      { ok: false, code: 'own-grant' },
    ]);
  });

  test.for([0, -5, 1.5])('of %d points is a bug of the caller', (points) => {
    expect(() => decideGrants(STREET, [grant({ points })])).toThrow(RangeError);
  });
});

function grant(what: Partial<GrantRequest>): GrantRequest {
  return {
    grantId: 'g1',
    transferId: `t-${what.grantId ?? 'g1'}`,
    personId: 'wang',
    associationId: 'yong-an',
    grantedBy: 'chen',
    points: 5,
    ...what,
  };
}
