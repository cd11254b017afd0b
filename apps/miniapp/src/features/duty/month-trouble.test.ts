import type { Shift, ShiftStatus } from '@shangju/contracts';
import { describe, expect, test } from 'vitest';
import { monthSentence, troubleIn } from './month-trouble';

const NOW = new Date('2026-12-02T02:00:00.000Z');
const DAYS = { from: '2026-12-01', to: '2026-12-31' };
const ROSTER = {
  shiftTimes: [
    { name: '早班', startsAt: '08:00', endsAt: '14:00' },
    { name: '晚班', startsAt: '14:00', endsAt: '20:00' },
  ],
  weekdays: [1, 2, 3, 4, 5, 6, 7],
  closedDays: ['2026-12-03'],
  publishedUntil: '2026-12-04',
};

describe('what an admin looks at in a month', () => {
  test('are slots to come that nobody has, as far as it is published', () => {
    const shifts = [shift('2026-12-02', 6, 'due'), shift('2026-12-04', 0, 'due')];
    const { gaps } = troubleIn(shifts, ROSTER, DAYS, NOW);
    expect(gaps.map(({ day, name }) => `${day} ${name}`)).toEqual(['2026-12-04 晚班']);
  });

  test('are no slots that are over, nor any before the roster is known', () => {
    expect(troubleIn([], { ...ROSTER, publishedUntil: '2026-12-01' }, DAYS, NOW).gaps).toEqual([]);
    expect(troubleIn([], { ...ROSTER, publishedUntil: null }, DAYS, NOW).gaps).toEqual([]);
    expect(troubleIn([], undefined, DAYS, NOW).gaps).toEqual([]);
  });

  test('are shifts that were missed or begun late', () => {
    const shifts = [
      shift('2026-12-01', 0, 'missed'),
      { ...shift('2026-12-01', 6, 'worked'), lateMinutes: 7 },
      { ...shift('2026-12-02', 0, 'on-duty'), lateMinutes: 0 },
    ];
    const trouble = troubleIn(shifts, undefined, DAYS, NOW);
    expect(trouble.missed).toHaveLength(1);
    expect(trouble.late).toHaveLength(1);
    expect(monthSentence(shifts, trouble)).toBe('这个月 3 班：值完 1 班，缺 1 班，晚到 1 班。');
  });

  test('is said also where there is nothing yet', () => {
    expect(monthSentence([], troubleIn([], ROSTER, DAYS, new Date('2027-01-01T00:00:00Z')))).toBe(
      '这个月还没有排班。',
    );
  });
});

function shift(day: string, hour: number, status: ShiftStatus): Shift {
  return {
    id: `${day} ${hour}`,
    rosterId: 'r',
    rosterName: '鱼巷街区管家',
    lane: '鱼巷',
    merchantId: 'm',
    merchantName: '江边鲜鱼',
    day,
    name: '早班',
    startsAt: `${day}T0${hour}:00:00.000Z`,
    endsAt: `${day}T${String(hour + 6).padStart(2, '0')}:00:00.000Z`,
    status,
    swapped: false,
    makesUpFor: null,
    checkedInAt: null,
    checkInSentLate: false,
    checkedOutAt: null,
    lateMinutes: null,
    patrolCount: 0,
    excuse: null,
  };
}
