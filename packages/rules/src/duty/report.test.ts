import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ShiftStatus } from './duty-shift.ts';
import { dutyReport, type ReportShift } from './report.ts';

describe('The report of a roster', () => {
  test('has a row for each member, and for who has left but had a shift', () => {
    const rows = dutyReport({
      members: ['noodles', 'barber', 'tea'],
      shifts: [
        shift('1', 'barber', 'worked', { lateMinutes: 12 }),
        shift('2', 'gone', 'missed'),
        shift('3', 'barber', 'on-duty', { lateMinutes: 0, swapped: true }),
        shift('4', 'noodles', 'excused'),
        shift('5', 'noodles', 'due'),
      ],
      patrols: [
        { shiftId: '1', needsSomeone: false },
        { shiftId: '1', needsSomeone: true },
        { shiftId: '3', needsSomeone: false },
      ],
    });
    const none = { worked: 0, late: 0, missed: 0, excused: 0, swapped: 0, patrols: 0, findings: 0 };
    expect(rows).toEqual([
      { ...none, merchantId: 'noodles', due: 2, excused: 1 },
      { ...none, merchantId: 'barber', due: 2, worked: 1, late: 1, swapped: 1, patrols: 3, findings: 1 },
      { ...none, merchantId: 'tea', due: 0 },
      { ...none, merchantId: 'gone', due: 1, missed: 1 },
    ]);
  });

  test('adds up', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            merchantId: fc.constantFrom('noodles', 'barber', 'gone'),
            status: fc.constantFrom<ShiftStatus>('due', 'on-duty', 'worked', 'missed', 'excused'),
          }),
        ),
        fc.array(fc.boolean()),
        (drawn, findings) => {
          const shifts = drawn.map(({ merchantId, status }, i) => shift(String(i), merchantId, status));
          const patrols = findings
            .map((needsSomeone, i) => ({ shiftId: String(i), needsSomeone }))
            .slice(0, shifts.length);
          const rows = dutyReport({ members: ['noodles', 'barber'], shifts, patrols });
          const sum = (field: 'due' | 'worked' | 'missed' | 'excused' | 'patrols' | 'findings') =>
            rows.reduce((total, row) => total + row[field], 0);
          expect(sum('due')).toBe(shifts.length);
          for (const status of ['worked', 'missed', 'excused'] as const) {
            expect(sum(status)).toBe(shifts.filter((each) => each.status === status).length);
          }
          expect(sum('patrols')).toBe(patrols.length);
          expect(sum('findings')).toBe(patrols.filter(({ needsSomeone }) => needsSomeone).length);
        },
      ),
    );
  });
});

function shift(
  shiftId: string,
  merchantId: string,
  status: ShiftStatus,
  what: Partial<ReportShift> = {},
): ReportShift {
  return { shiftId, merchantId, status, lateMinutes: null, swapped: false, ...what };
}
