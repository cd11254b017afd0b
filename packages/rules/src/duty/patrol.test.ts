import { describe, expect, test } from 'vitest';
import type { DutyShift, ShiftStatus } from './duty-shift.ts';
import { decidePatrol, type PatrolRequest, type PatrolState } from './patrol.ts';

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
const ALL = ['地面', '外摆', '消防通道'];

describe('A patrol', () => {
  test('is taken from a steward on duty, also beyond the end of the shift', () => {
    expect(patrol({})).toEqual({ ok: true, at: at('10:00'), sentLate: false });
    expect(patrol({ now: at('12:30') })).toMatchObject({ ok: true });
  });

  test.for<ShiftStatus>(['due', 'missed', 'excused', 'worked'])(
    'is refused while the shift is %s',
    (status) => {
      const shift = { ...ON_DUTY, status, checkedOutAt: at('09:00'), endedBy: 'hand-over' as const };
      expect(patrol({ shift })).toEqual({ ok: false, code: 'shift-not-on-duty' });
    },
  );

  test.for([
    ['地面 外摆 消防通道', true],
    ['消防通道 地面 外摆', true],
    ['地面 外摆', false],
    ['地面 外摆 消防通道 灯光', false],
    ['地面 外摆 灯光', false],
    ['地面 地面 外摆 消防通道', false],
  ] as const)('that answers %s matches the checklist: %s', ([items, matches]) => {
    const outcome = patrol({}, { results: results(items.split(' ')) });
    expect(outcome).toMatchObject(matches ? { ok: true } : { ok: false, code: 'checklist-mismatch' });
  });

  test('from before the last edit answered another checklist', () => {
    const edited = { now: at('11:00'), checklistSince: at('10:30') };
    const old = results(['地面', '垃圾桶']);
    expect(patrol(edited, { results: old, happenedAt: at('10:00') })).toMatchObject({ ok: true });
    expect(patrol(edited, { results: old })).toMatchObject({ code: 'checklist-mismatch' });
    const twice = results(['地面', '地面']);
    expect(patrol(edited, { results: twice, happenedAt: at('10:00') })).toMatchObject({
      code: 'checklist-mismatch',
    });
  });

  test('that waited on a phone belongs to a shift that has ended since, within its time', () => {
    const shift: DutyShift = {
      ...ON_DUTY,
      status: 'worked',
      checkedOutAt: at('11:50'),
      endedBy: 'hand-over',
    };
    const sent = (time: string) => patrol({ now: at('15:00'), shift }, { happenedAt: at(time) });
    expect(sent('11:00')).toEqual({ ok: true, at: at('11:00'), sentLate: true });
    expect(sent('11:52')).toMatchObject({ ok: true });
    expect(sent('11:53')).toMatchObject({ code: 'shift-not-on-duty' });
    expect(sent('08:03')).toMatchObject({ ok: true, at: at('08:05') });
    expect(sent('08:02')).toMatchObject({ code: 'shift-not-on-duty' });
    const unseen = { ...shift, endedBy: 'time' as const, checkedOutAt: at('12:00') };
    expect(patrol({ now: at('15:00'), shift: unseen }, { happenedAt: at('12:45') })).toMatchObject({
      ok: true,
    });
    expect(sent('15:03')).toEqual({ ok: false, code: 'happened-at-invalid' });
  });
});

function patrol(state: Partial<PatrolState>, request: Partial<PatrolRequest> = {}) {
  return decidePatrol(
    { now: at('10:00'), shift: ON_DUTY, checklist: ALL, checklistSince: at('00:00'), ...state },
    { results: results(ALL), ...request },
  );
}

function results(items: readonly string[]): PatrolRequest['results'] {
  return items.map((item) => ({ item, ok: true }));
}

/** A time of Monday, 2 March 2026, on the street's clock. */
function at(time: string): Date {
  return new Date(`2026-03-02T${time}:00+08:00`);
}
