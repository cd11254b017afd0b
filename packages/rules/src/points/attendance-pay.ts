import { decidePoolPay, type PoolPayState } from './pool-pay.ts';

export interface AttendancePayRequest {
  readonly attendanceId: string;
  readonly transferId: string;
  /** Who signed in. */
  readonly personId: string;
  readonly associationId: string;
  /** What being at the meeting is worth: at least 1. */
  readonly points: number;
}

export interface AttendancePayDecision extends Pick<ReturnType<typeof decidePoolPay>, 'changes'> {
  /** What each sign-in pays, in order: all it is worth, or 0 where the budget has less left. */
  readonly paid: { readonly attendanceId: string; readonly points: number }[];
}

/** Pays sign-ins at meetings as worked shifts are paid: who was there was there, whatever the budget says. */
export function decideAttendancePay(
  state: PoolPayState,
  requests: readonly AttendancePayRequest[],
): AttendancePayDecision {
  const { paid, changes } = decidePoolPay(
    state,
    'attendance',
    requests.map(({ attendanceId, ...request }) => ({ ...request, reference: attendanceId })),
  );
  return { paid: paid.map(({ reference, points }) => ({ attendanceId: reference, points })), changes };
}
