import { describe, expect, test } from 'vitest';
import type { DutyShift } from './duty-shift.ts';
import { decideOverdueShifts } from './missed.ts';

const DUE: DutyShift = {
  shiftId: 'morning',
  merchantId: 'noodles',
  startsAt: at('08:00'),
  endsAt: at('12:00'),
  status: 'due',
  checkedInAt: null,
  checkedInBy: null,
  checkedOutAt: null,
  lateMinutes: null,
  endedBy: null,
  pointsEarned: 0,
};
const ON_DUTY: DutyShift = {
  ...DUE,
  status: 'on-duty',
  checkedInAt: at('08:10'),
  checkedInBy: 'wang',
  lateMinutes: 10,
};
const NOTHING = { missed: [], closed: [], rewards: [] };

describe('A shift that nobody began', () => {
  test('is missed from its end on', () => {
    expect(overdue('11:59', DUE)).toEqual(NOTHING);
    expect(overdue('12:00', DUE)).toEqual({ ...NOTHING, missed: [{ ...DUE, status: 'missed' }] });
  });

  test.for(['worked', 'missed', 'excused'] as const)('is let be when it is %s', (status) => {
    expect(overdue('18:00', { ...DUE, status })).toEqual(NOTHING);
  });
});

describe('A shift that nobody ended', () => {
  test('is closed an hour after its end, as worked until its end, and earns', () => {
    expect(overdue('12:59', ON_DUTY)).toEqual(NOTHING);
    const closed = {
      ...ON_DUTY,
      status: 'worked',
      checkedOutAt: at('12:00'),
      endedBy: 'time',
      pointsEarned: 20,
    };
    expect(overdue('13:00', ON_DUTY)).toEqual({
      missed: [],
      closed: [closed],
      rewards: [{ shiftId: 'morning', merchantId: 'noodles', personId: 'wang', points: 20 }],
    });
  });

  test('is closed once', () => {
    const { closed, missed } = overdue('13:00', ON_DUTY, { ...DUE, shiftId: 'other' });
    expect(overdue('13:00', ...closed, ...missed)).toEqual(NOTHING);
  });

  test('of a roster that was not loaded is a bug', () => {
    expect(() =>
      decideOverdueShifts({ now: at('13:00'), shifts: [ON_DUTY], pointsPerShift: new Map() }),
    ).toThrow('Not loaded: points for shift morning');
  });
});

function overdue(now: string, ...shifts: DutyShift[]) {
  return decideOverdueShifts({ now: at(now), shifts, pointsPerShift: new Map([['morning', 20]]) });
}

/** A time of Monday, 2 March 2026, on the street's clock. */
function at(time: string): Date {
  return new Date(`2026-03-02T${time}:00+08:00`);
}
