import { describe, expect, test } from 'vitest';
import { codeStepAt } from '../codes/code-steps.ts';
import { earnPoints, holdPoints, NO_POINTS } from './account.ts';
import {
  decideEndings,
  type EndingRedemption,
  type EndingRequest,
  type EndingState,
} from './redemption-endings.ts';

const NOW = new Date('2026-03-01T10:00:10Z');
const ONE_SECOND_LATER = new Date('2026-03-01T10:00:11Z');
const FULFIL = {
  act: 'fulfil',
  redemptionId: 'r1',
  transferId: 't1',
  staffPersonId: 'zhou',
  step: codeStepAt(NOW),
} as const;
const CANCEL = { act: 'cancel', redemptionId: 'r1', personId: 'wang' } as const;
const LAPSE = { act: 'lapse', redemptionId: 'r1' } as const;

describe('A held redemption', () => {
  test('fulfilled pays the merchant out of the hold', () => {
    const { outcomes, changes } = decideEndings(street({}), [FULFIL]);
    expect(outcomes).toEqual([
      {
        ok: true,
        redemptionId: 'r1',
        status: 'fulfilled',
        points: 20,
        balanceAfter: { available: 30, held: 0 },
      },
    ]);
    expect(changes.accounts).toEqual([
      { personId: 'wang', available: 30, held: 0, earned: 50, spent: 20, expired: 0 },
    ]);
    expect(changes.transfers).toMatchObject([
      {
        debit: { owner: 'resident', ownerId: 'wang' },
        credit: { owner: 'merchant', ownerId: 'noodles' },
        points: 20,
      },
    ]);
    expect(changes.redemptions).toEqual([
      { redemptionId: 'r1', status: 'fulfilled', endedAt: NOW, endedBy: 'zhou', transferId: 't1' },
    ]);
    expect(changes.stock).toEqual([]);
  });

  test.for([
    { request: CANCEL, heldUntil: ONE_SECOND_LATER, status: 'cancelled', endedBy: 'wang' },
    { request: CANCEL, heldUntil: NOW, status: 'cancelled', endedBy: 'wang' },
    { request: LAPSE, heldUntil: NOW, status: 'lapsed', endedBy: null },
  ])('$status gives points and stock back', ({ request, heldUntil, status, endedBy }) => {
    const { outcomes, changes } = decideEndings(street({ heldUntil }), [request]);
    expect(outcomes).toEqual([
      { ok: true, redemptionId: 'r1', status, points: 20, balanceAfter: { available: 50, held: 0 } },
    ]);
    expect(changes.accounts).toEqual([
      { personId: 'wang', available: 50, held: 0, earned: 50, spent: 0, expired: 0 },
    ]);
    expect(changes.transfers).toEqual([]);
    expect(changes.redemptions).toEqual([
      { redemptionId: 'r1', status, endedAt: NOW, endedBy, transferId: null },
    ]);
    expect(changes.stock).toEqual([{ offerId: 'coupon', unitsBack: 1 }]);
  });

  test('ends once, whoever comes second', () => {
    const everyWay: EndingRequest[] = [FULFIL, { ...FULFIL, transferId: 't2' }, CANCEL, LAPSE];
    const { outcomes, changes } = decideEndings(street({}), everyWay);
    const late = { ok: false, code: 'redemption-ended', redemptionStatus: 'fulfilled' };
    expect(outcomes).toEqual([expect.objectContaining({ ok: true }), late, late, late]);
    expect(changes.redemptions).toHaveLength(1);
    expect(changes.transfers).toHaveLength(1);
  });

  test.for<[string, Partial<EndingRedemption>, EndingRequest, object]>([
    ['its time is over', { heldUntil: NOW }, FULFIL, { code: 'voucher-expired' }],
    ['the voucher shown is stale', {}, { ...FULFIL, step: FULFIL.step - 2 }, { code: 'code-expired' }],
    ['it is their own', {}, { ...FULFIL, staffPersonId: 'wang' }, { code: 'own-redemption' }],
    ['someone else cancels', {}, { ...CANCEL, personId: 'li' }, { code: 'forbidden' }],
    ['its time is not over', {}, LAPSE, { code: 'not-yet-due', heldUntil: ONE_SECOND_LATER }],
    [
      'it was cancelled',
      { status: 'cancelled' },
      FULFIL,
      { code: 'redemption-ended', redemptionStatus: 'cancelled' },
    ],
    ['it has lapsed', { status: 'lapsed' }, CANCEL, { code: 'redemption-ended', redemptionStatus: 'lapsed' }],
    [
      'it was fulfilled at once',
      { status: 'fulfilled', heldUntil: null },
      FULFIL,
      { code: 'redemption-ended', redemptionStatus: 'fulfilled' },
    ],
  ])('does not end when %s', ([, redemption, request, refusal]) => {
    const { outcomes, changes } = decideEndings(street(redemption), [request]);
    expect(outcomes).toEqual([{ ok: false, ...refusal }]);
    expect(changes).toEqual({ accounts: [], transfers: [], redemptions: [], stock: [] });
  });
});

function street(redemption: Partial<EndingRedemption>): EndingState {
  return {
    now: NOW,
    accounts: new Map([['wang', holdPoints(earnPoints(NO_POINTS, 50), 20)]]),
    redemptions: new Map([
      [
        'r1',
        {
          personId: 'wang',
          offerId: 'coupon',
          merchantId: 'noodles',
          pricePoints: 20,
          status: 'held',
          heldUntil: ONE_SECOND_LATER,
          ...redemption,
        },
      ],
    ]),
  };
}
