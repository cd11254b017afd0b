import { describe, expect, test } from 'vitest';
import { NO_POINTS } from './account.ts';
import { type AttendancePayRequest, decideAttendancePay } from './attendance-pay.ts';
import type { PoolPayState } from './pool-pay.ts';

const STREET: PoolPayState = {
  now: new Date('2026-03-01T10:00:00Z'),
  accounts: new Map([
    ['wang', NO_POINTS],
    ['chen', NO_POINTS],
  ]),
  budgets: new Map([['yong-an', { limit: 100, issued: 85 }]]),
};

describe('Signing in at a meeting', () => {
  test('is paid out of the pool of the association, as long as it lasts', () => {
    const { paid, changes } = decideAttendancePay(STREET, [signIn('a1', 'wang'), signIn('a2', 'chen')]);
    expect(paid).toEqual([
      { attendanceId: 'a1', points: 10 },
      { attendanceId: 'a2', points: 0 },
    ]);
    expect(changes.accounts).toMatchObject([{ personId: 'wang', available: 10, earned: 10 }]);
    expect(changes.budgets).toEqual([{ associationId: 'yong-an', issuedMore: 10 }]);
    expect(changes.transfers).toMatchObject([
      {
        kind: 'attendance',
        reference: 'a1',
        points: 10,
        debit: { owner: 'pool', ownerId: 'yong-an' },
        credit: { owner: 'resident', ownerId: 'wang' },
      },
    ]);
  });
});

function signIn(attendanceId: string, personId: string): AttendancePayRequest {
  return { attendanceId, transferId: `t-${attendanceId}`, personId, associationId: 'yong-an', points: 10 };
}
