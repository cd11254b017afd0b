import { describe, expect, test } from 'vitest';
import type { DutyShift, ShiftStatus } from './duty-shift.ts';
import { decideCheckOut } from './shift-check-out.ts';

const ON_DUTY: DutyShift = {
  shiftId: 'morning',
  merchantId: 'noodles',
  startsAt: at('08:00'),
  endsAt: at('12:00'),
  status: 'on-duty',
  checkedInAt: at('08:05'),
  checkedInBy: 'wang',
  checkedOutAt: null,
  lateMinutes: 5,
  endedBy: null,
  pointsEarned: 0,
};
const ROSTER = { pointsPerShift: 20 };

describe('A check-out', () => {
  test('ends the shift and pays who was on duty; the plaque stays', () => {
    const now = at('12:02');
    const shift = { ...ON_DUTY, status: 'worked', checkedOutAt: now, endedBy: 'check-out', pointsEarned: 20 };
    expect(decideCheckOut({ now, roster: ROSTER, shift: ON_DUTY, begun: [] }, {})).toEqual({
      outcome: { ok: true, at: now, sentLate: false, shift },
      changes: {
        shifts: [shift],
        plaque: null,
        rewards: [{ shiftId: 'morning', merchantId: 'noodles', personId: 'wang', points: 20 }],
      },
    });
  });

  test.for<ShiftStatus>(['due', 'worked', 'missed', 'excused'])(
    'of a shift that is %s is refused',
    (status) => {
      const decision = decideCheckOut(
        { now: at('12:00'), roster: ROSTER, shift: { ...ON_DUTY, status }, begun: [] },
        {},
      );
      expect(decision).toEqual({
        outcome: { ok: false, code: 'shift-not-on-duty' },
        changes: { shifts: [], plaque: null, rewards: [] },
      });
    },
  );

  test('that waited on a phone counts at its time, never before the check-in', () => {
    expect(late('12:00', ON_DUTY)).toMatchObject({ ok: true, at: at('12:00'), sentLate: true });
    expect(late('08:04', ON_DUTY)).toMatchObject({ ok: true, shift: { checkedOutAt: at('08:05') } });
    expect(late('08:02', ON_DUTY)).toEqual({ ok: false, code: 'happened-at-invalid' });
  });

  test.for(['taken', 'time'] as const)(
    'corrects an end that nobody saw (%s) and pays nothing more',
    (endedBy) => {
      const shift = worked(endedBy, '12:00');
      const decision = decideCheckOut(
        { now: at('14:00'), roster: ROSTER, shift, begun: [] },
        { happenedAt: at('11:40') },
      );
      expect(decision.outcome).toMatchObject({
        ok: true,
        shift: { checkedOutAt: at('11:40'), pointsEarned: 20 },
      });
      expect(decision.changes).toMatchObject({ shifts: [{ endedBy: 'check-out' }], rewards: [] });
      expect(late('13:00', shift)).toMatchObject({ ok: true, shift: { checkedOutAt: at('13:00') } });
      const begun = [{ ...ON_DUTY, shiftId: 'noon', checkedInAt: at('12:10') }];
      expect(
        decideCheckOut({ now: at('14:00'), roster: ROSTER, shift, begun }, { happenedAt: at('12:20') }),
      ).toMatchObject({ changes: { shifts: [{ checkedOutAt: at('12:10') }], rewards: [] } });
      expect(late('13:01', shift)).toMatchObject({ ok: true, shift: { checkedOutAt: at('12:00') } });
    },
  );

  test.for(['check-out', 'hand-over'] as const)('leaves an end that was seen (%s) as it is', (endedBy) => {
    const shift = worked(endedBy, '12:00');
    const decision = decideCheckOut(
      { now: at('14:00'), roster: ROSTER, shift, begun: [] },
      { happenedAt: at('12:05') },
    );
    expect(decision).toEqual({
      outcome: { ok: true, at: at('12:05'), sentLate: true, shift },
      changes: { shifts: [], plaque: null, rewards: [] },
    });
  });
});

function late(time: string, shift: DutyShift) {
  return decideCheckOut({ now: at('14:00'), roster: ROSTER, shift, begun: [] }, { happenedAt: at(time) })
    .outcome;
}

function worked(endedBy: NonNullable<DutyShift['endedBy']>, checkedOutAt: string): DutyShift {
  return { ...ON_DUTY, status: 'worked', checkedOutAt: at(checkedOutAt), endedBy, pointsEarned: 20 };
}

/** A time of Monday, 2 March 2026, on the street's clock. */
function at(time: string): Date {
  return new Date(`2026-03-02T${time}:00+08:00`);
}
