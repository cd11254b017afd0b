import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ResidentAccount, spendHeldPoints } from './account.ts';
import { decideExpiry, pointsToExpire } from './expiry.ts';

const NOW = new Date('2027-01-01T16:00:00Z');

describe('Points that grow old', () => {
  test.for<[string, Partial<ResidentAccount>, number, number]>([
    ['expire when nothing was spent', { earned: 30 }, 20, 20],
    ['are the first to be spent', { earned: 30, spent: 12 }, 20, 8],
    ['are gone when more was spent', { earned: 30, spent: 25 }, 20, 0],
    ['are the first to be held for a voucher', { earned: 30, held: 15 }, 20, 5],
    ['expire once', { earned: 30, expired: 20 }, 20, 0],
    ['expire again when the cut-off moves on', { earned: 30, expired: 20 }, 25, 5],
  ])('%s', ([, figures, earnedUpToCutOff, expected]) => {
    expect(pointsToExpire(account(figures), earnedUpToCutOff)).toBe(expected);
  });

  test('never take what is held, and take the same whether a voucher is fulfilled before or after', () => {
    const anyAccount = fc
      .tuple(fc.nat({ max: 99 }), fc.nat({ max: 99 }), fc.nat({ max: 99 }), fc.nat({ max: 99 }))
      .map(([available, held, spent, expired]) =>
        account({ earned: available + held + spent + expired, held, spent, expired }),
      );
    fc.assert(
      fc.property(anyAccount, fc.nat({ max: 400 }), (before, cut) => {
        const earnedUpToCutOff = Math.min(cut, before.earned);
        const points = pointsToExpire(before, earnedUpToCutOff);
        expect(points).toBeLessThanOrEqual(before.available);
        expect(pointsToExpire(spendHeldPoints(before, before.held), earnedUpToCutOff)).toBe(points);
      }),
    );
  });

  test('go to the street, and a second run with the same cut-off finds nothing', () => {
    const state = {
      now: NOW,
      accounts: new Map([['wang', account({ earned: 30 })]]),
      earnedUpToCutOff: new Map([['wang', 20]]),
    };
    const { outcomes, changes } = decideExpiry(state, [
      { expiryId: 'e1', transferId: 't1', personId: 'wang' },
      { expiryId: 'e2', transferId: 't2', personId: 'wang' },
    ]);
    expect(outcomes).toEqual([
      { ok: true, expiryId: 'e1', points: 20, balanceAfter: { available: 10, held: 0 } },
      { ok: false, code: 'nothing-to-expire' },
    ]);
    expect(changes.transfers).toMatchObject([
      {
        kind: 'expiry',
        debit: { owner: 'resident', ownerId: 'wang' },
        credit: { owner: 'street' },
        points: 20,
      },
    ]);
  });

  test('cannot be more than ever came', () => {
    expect(() => pointsToExpire(account({ earned: 30 }), 31)).toThrow(RangeError);
  });
});

function account(figures: Partial<ResidentAccount>): ResidentAccount {
  const { earned = 0, held = 0, spent = 0, expired = 0 } = figures;
  return { earned, held, spent, expired, available: earned - spent - expired - held };
}
