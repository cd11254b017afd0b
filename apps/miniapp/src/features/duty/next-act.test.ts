import { describe, expect, test } from 'vitest';
import { nextAct } from './next-act';

const SHIFT = {
  startsAt: '2026-08-03T06:00:00.000Z',
  endsAt: '2026-08-03T10:00:00.000Z',
  patrolCount: 0,
} as const;
const at = (clock: string) => new Date(`2026-08-03T${clock}:00.000Z`);

describe('the next act of a steward', () => {
  test('is to wait until a quarter of an hour before the start', () => {
    const due = { ...SHIFT, status: 'due' } as const;
    expect(nextAct(due, at('05:44'))).toEqual({ act: 'wait', opensAt: at('05:45') });
    expect(nextAct(due, at('05:45'))).toEqual({ act: 'check-in' });
  });

  test('is to check in, also late, until the shift is over', () => {
    const due = { ...SHIFT, status: 'due' } as const;
    expect(nextAct(due, at('09:59'))).toEqual({ act: 'check-in' });
    expect(nextAct(due, at('10:00'))).toEqual({ act: 'none' });
  });

  test('is a round of the lane, and to hand over when the next can be here', () => {
    const onDuty = { ...SHIFT, status: 'on-duty' } as const;
    expect(nextAct(onDuty, at('06:01'))).toEqual({ act: 'patrol' });
    expect(nextAct({ ...onDuty, patrolCount: 1 }, at('09:44'))).toEqual({ act: 'patrol' });
    expect(nextAct({ ...onDuty, patrolCount: 1 }, at('09:45'))).toEqual({ act: 'hand-over' });
  });

  test('is a round first, also late in a shift that had none', () => {
    expect(nextAct({ ...SHIFT, status: 'on-duty' }, at('09:50'))).toEqual({ act: 'patrol' });
  });

  test('is nothing once it was worked, missed or excused', () => {
    for (const status of ['worked', 'missed', 'excused'] as const) {
      expect(nextAct({ ...SHIFT, status }, at('07:00'))).toEqual({ act: 'none' });
    }
  });
});
