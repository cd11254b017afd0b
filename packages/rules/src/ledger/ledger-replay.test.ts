import { describe, expect, test } from 'vitest';
import {
  merchantAccount,
  poolAccount,
  residentAccount,
  STREET_ACCOUNT,
  type Transfer,
} from '../points/transfer.ts';
import { type LedgerReplay, type PayingRow, replayLedger } from './ledger-replay.ts';

const AT = new Date('2026-03-01T10:00:00Z');

/** A sound ledger row by row: Wang earns 10, is granted 15, redeems 5, holds 4, and 6 expire. */
const ROWS = {
  checkInTransfer: (replay: LedgerReplay, wrong: Partial<Transfer> = {}) =>
    replay.addTransfer({ ...transfer('t1', 'check-in', 10), ...wrong }),
  grantTransfer: (replay: LedgerReplay) => replay.addTransfer(transfer('t2', 'grant', 15)),
  redemptionTransfer: (replay: LedgerReplay, wrong: Partial<Transfer> = {}) =>
    replay.addTransfer({ ...transfer('t3', 'redemption', 5), ...wrong }),
  expiryTransfer: (replay: LedgerReplay) => replay.addTransfer(transfer('t4', 'expiry', 6)),
  checkIn: (replay: LedgerReplay) =>
    replay.addCheckIn({
      checkInId: 'check-in',
      transferId: 't1',
      personId: 'wang',
      associationId: 'a',
      points: 10,
    }),
  unpaidCheckIn: (replay: LedgerReplay) =>
    replay.addCheckIn({
      checkInId: 'unpaid',
      transferId: null,
      personId: 'wang',
      associationId: 'a',
      points: 0,
    }),
  grant: (replay: LedgerReplay) =>
    replay.addGrant({ grantId: 'grant', transferId: 't2', personId: 'wang', associationId: 'a', points: 15 }),
  fulfilled: (replay: LedgerReplay, wrong = {}) =>
    replay.addRedemption({
      ...redemption,
      redemptionId: 'redemption',
      status: 'fulfilled',
      transferId: 't3',
      ...wrong,
    }),
  held: (replay: LedgerReplay) =>
    replay.addRedemption({ ...redemption, redemptionId: 'held', pricePoints: 4 }),
  cancelled: (replay: LedgerReplay) =>
    replay.addRedemption({ ...redemption, redemptionId: 'c', status: 'cancelled' }),
  account: (replay: LedgerReplay, wrong = {}) =>
    replay.addAccount({
      personId: 'wang',
      available: 10,
      held: 4,
      earned: 25,
      spent: 5,
      expired: 6,
      ...wrong,
    }),
  offer: (replay: LedgerReplay, wrong = {}) =>
    replay.addOffer({ offerId: 'coupon', stockTotal: 10, stockLeft: 8, ...wrong }),
  budget: (replay: LedgerReplay, wrong = {}) =>
    replay.addBudget({
      associationId: 'a',
      fromDay: '2026-03-01',
      untilDay: '2026-04-01',
      issued: 25,
      ...wrong,
    }),
};
const redemption = {
  personId: 'wang',
  offerId: 'coupon',
  merchantId: 'noodles',
  pricePoints: 5,
  status: 'held' as const,
  transferId: null,
};

describe('A replayed ledger', () => {
  test('finds nothing in a sound one, in whatever order the rows come', () => {
    for (const rows of [Object.values(ROWS), Object.values(ROWS).reverse()]) {
      const replay = replayLedger();
      for (const add of rows) add(replay);
      expect(replay.finish()).toEqual({
        differences: [],
        transfers: 4,
        pointsMoved: 36,
        sumOfAllAccounts: 0,
      });
    }
  });

  test('finds a balance that someone has changed, and that the sum is off', () => {
    const findings = replayWith({ account: (replay) => ROWS.account(replay, { available: 110 }) });
    expect(findings.differences).toEqual([
      { what: 'account', personId: 'wang', field: 'available', stored: 110, replayed: 10 },
    ]);
    expect(findings.sumOfAllAccounts).toBe(100);
  });

  test('finds a missing account', () => {
    expect(replayWith({ account: () => {} }).differences).toEqual([
      { what: 'account-missing', personId: 'wang' },
    ]);
  });

  test('finds a check-in that was never paid', () => {
    expect(replayWith({ checkInTransfer: () => {} }).differences).toContainEqual({
      what: 'transfer-missing',
      transferId: 't1',
      expected: 'check-in check-in: 10 from pool a to resident wang',
    });
  });

  test('finds a payment that nothing explains', () => {
    const { differences } = replayWith({
      checkIn: () => {},
    });
    expect(differences).toEqual([
      {
        what: 'transfer-without-cause',
        transferId: 't1',
        stored: 'check-in check-in: 10 from pool a to resident wang',
      },
    ]);
  });

  test('finds a payment of another amount, or to another merchant', () => {
    const { differences } = replayWith({
      redemptionTransfer: (replay) => ROWS.redemptionTransfer(replay, { credit: merchantAccount('barber') }),
    });
    expect(differences).toEqual([
      {
        what: 'transfer-differs',
        transferId: 't3',
        stored: 'redemption redemption: 5 from resident wang to merchant barber',
        expected: 'redemption redemption: 5 from resident wang to merchant noodles',
      },
    ]);
  });

  test('finds a fulfilled redemption without a transfer, and a paid one that was cancelled', () => {
    expect(
      replayWith({ fulfilled: (replay) => ROWS.fulfilled(replay, { transferId: null }) }).differences,
    ).toEqual([
      expect.objectContaining({ what: 'transfer-missing', transferId: null }),
      expect.objectContaining({ what: 'transfer-without-cause', transferId: 't3' }),
    ]);
    expect(
      replayWith({ fulfilled: (replay) => ROWS.fulfilled(replay, { status: 'cancelled' }) }).differences,
    ).toEqual([
      expect.objectContaining({ what: 'transfer-without-cause', transferId: 't3' }),
      { what: 'stock', offerId: 'coupon', stored: 8, replayed: 9 },
    ]);
  });

  test('finds two rows that claim one payment', () => {
    const { differences } = replayWith({
      fulfilled: (replay) => {
        ROWS.fulfilled(replay);
        ROWS.fulfilled(replay, { redemptionId: 'twin' });
      },
    });
    expect(differences).toContainEqual(
      expect.objectContaining({ what: 'transfer-missing', transferId: 't3' }),
    );
  });

  test.for<Partial<Transfer>>([{ points: 0 }, { points: -3 }, { points: 1.5 }, { credit: poolAccount('a') }])(
    'finds a transfer that is none: %o',
    (wrong) => {
      const { differences } = replayWith({
        checkInTransfer: (replay) => ROWS.checkInTransfer(replay, wrong),
      });
      expect(differences).toContainEqual(
        expect.objectContaining({ what: 'transfer-malformed', transferId: 't1' }),
      );
    },
  );

  test('finds stock that does not add up', () => {
    expect(replayWith({ offer: (replay) => ROWS.offer(replay, { stockLeft: 9 }) }).differences).toEqual([
      { what: 'stock', offerId: 'coupon', stored: 9, replayed: 8 },
    ]);
    expect(replayWith({ offer: (replay) => ROWS.offer(replay, { stockTotal: null }) }).differences).toEqual([
      { what: 'stock', offerId: 'coupon', stored: 8, replayed: null },
    ]);
  });

  test('finds a budget that was noted wrongly; days outside its period do not count', () => {
    expect(replayWith({ budget: (replay) => ROWS.budget(replay, { issued: 24 }) }).differences).toEqual([
      { what: 'budget', associationId: 'a', fromDay: '2026-03-01', stored: 24, replayed: 25 },
    ]);
    const april = { fromDay: '2026-04-01', untilDay: '2026-05-01', issued: 0 };
    expect(replayWith({ budget: (replay) => ROWS.budget(replay, april) }).differences).toEqual([]);
  });

  test.for<[string, Transfer['kind'], (ledger: LedgerReplay, reference: string, row: PayingRow) => void]>([
    ['a worked shift', 'duty', (ledger, shiftId, row) => ledger.addShift({ ...row, shiftId })],
    [
      'a sign-in at a meeting',
      'attendance',
      (ledger, attendanceId, row) => ledger.addAttendance({ ...row, attendanceId }),
    ],
  ])('takes %s that was paid, and one that the budget had nothing left for', ([, kind, add]) => {
    const row = { personId: 'wang', associationId: 'a' };
    const replay = (paid: number) => {
      const ledger = replayLedger();
      ledger.addTransfer(transfer('t5', kind, 10));
      add(ledger, kind, { ...row, transferId: 't5', points: paid });
      add(ledger, 'unpaid', { ...row, transferId: null, points: 0 });
      ledger.addAccount({ personId: 'wang', available: 10, held: 0, earned: 10, spent: 0, expired: 0 });
      return ledger.finish().differences;
    };
    expect(replay(10)).toEqual([]);
    expect(replay(12)).toMatchObject([{ what: 'transfer-differs', transferId: 't5' }]);
  });

  test('takes an attendance that was paid, and finds a payment that nobody attended for', () => {
    const replay = (personId: string) => {
      const ledger = replayLedger();
      ledger.addTransfer(transfer('t6', 'attendance', 5));
      ledger.addAttendance({
        attendanceId: 'attendance',
        personId,
        associationId: 'a',
        transferId: 't6',
        points: 5,
      });
      ledger.addAccount({ personId: 'wang', available: 5, held: 0, earned: 5, spent: 0, expired: 0 });
      return ledger.finish().differences;
    };
    expect(replay('wang')).toEqual([]);
    expect(replay('chen')).toMatchObject([{ what: 'transfer-differs', transferId: 't6' }]);
  });

  test('finds an account that sank below zero even where what is stored agrees', () => {
    const replay = replayLedger();
    replay.addRedemption({ ...redemption, redemptionId: 'held' });
    replay.addAccount({ personId: 'wang', available: -5, held: 5, earned: 0, spent: 0, expired: 0 });
    expect(replay.finish().differences).toEqual([
      { what: 'below-zero', personId: 'wang', field: 'available', replayed: -5 },
    ]);
  });
});

function replayWith(replaced: Partial<Record<keyof typeof ROWS, (replay: LedgerReplay) => void>>) {
  const replay = replayLedger();
  for (const add of Object.values({ ...ROWS, ...replaced })) add(replay);
  return replay.finish();
}

function transfer(transferId: string, kind: Transfer['kind'], points: number): Transfer {
  const wang = residentAccount('wang');
  const [debit, credit] = {
    'check-in': [poolAccount('a'), wang] as const,
    grant: [poolAccount('a'), wang] as const,
    redemption: [wang, merchantAccount('noodles')] as const,
    expiry: [wang, STREET_ACCOUNT] as const,
    duty: [poolAccount('a'), wang] as const,
    attendance: [poolAccount('a'), wang] as const,
  }[kind];
  return { transferId, kind, debit, credit, points, reference: kind, at: AT };
}
