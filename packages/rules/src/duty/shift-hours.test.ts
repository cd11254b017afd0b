import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { localDay } from '../street-time.ts';
import { type RunningDays, type ShiftHours, shiftSlots, shiftTimesOverlap } from './shift-hours.ts';

const MORNING = { name: '早班', startsAt: '08:00', endsAt: '12:00' };
const EVENING = { name: '晚班', startsAt: '18:00', endsAt: '22:00' };
const NIGHT = { name: '夜班', startsAt: '22:00', endsAt: '06:00' };
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];

describe('The slots of a roster', () => {
  test('come in order of time, whatever the order of the shifts', () => {
    const slots = shiftSlots(running({ shiftTimes: [NIGHT, MORNING], from: '2026-03-02', to: '2026-03-03' }));
    expect(slots).toEqual([
      { day: '2026-03-02', name: '早班', startsAt: at('2026-03-02T08:00'), endsAt: at('2026-03-02T12:00') },
      { day: '2026-03-02', name: '夜班', startsAt: at('2026-03-02T22:00'), endsAt: at('2026-03-03T06:00') },
      { day: '2026-03-03', name: '早班', startsAt: at('2026-03-03T08:00'), endsAt: at('2026-03-03T12:00') },
      { day: '2026-03-03', name: '夜班', startsAt: at('2026-03-03T22:00'), endsAt: at('2026-03-04T06:00') },
    ]);
  });

  test('leave out closed days and weekdays on which it does not run; a night shift before still ends there', () => {
    const days = shiftSlots(
      running({
        shiftTimes: [NIGHT],
        weekdays: [1, 3, 7],
        closedDays: ['2026-03-04'],
        from: '2026-03-02',
        to: '2026-03-15',
      }),
    ).map(({ day }) => day);
    // 2026-03-02 is a Monday.
    expect(days).toEqual(['2026-03-02', '2026-03-08', '2026-03-09', '2026-03-11', '2026-03-15']);
  });

  test('are none where the days end before they begin', () => {
    expect(shiftSlots(running({ from: '2026-03-03', to: '2026-03-02' }))).toEqual([]);
  });

  test('run a whole day where they end when they start', () => {
    const [slot] = shiftSlots(
      running({ shiftTimes: [{ name: '全天', startsAt: '08:00', endsAt: '08:00' }] }),
    );
    expect(slot?.endsAt).toEqual(at('2026-03-03T08:00'));
  });

  test('cross the end of a month, a leap day and a year', () => {
    const slots = shiftSlots(running({ shiftTimes: [NIGHT], from: '2028-02-28', to: '2028-03-01' }));
    expect(slots.map(({ endsAt }) => localDay(endsAt))).toEqual(['2028-02-29', '2028-03-01', '2028-03-02']);
    const [newYear] = shiftSlots(running({ shiftTimes: [NIGHT], from: '2026-12-31', to: '2026-12-31' }));
    expect(newYear).toMatchObject({ day: '2026-12-31', endsAt: at('2027-01-01T06:00') });
  });

  test.for(['24:00', '8:00', '08:60', '', '08:00:00'])('have no time like %j', (startsAt) => {
    expect(() => shiftSlots(running({ shiftTimes: [{ ...MORNING, startsAt }] }))).toThrow(RangeError);
  });
});

describe('Shift times overlap', () => {
  test.for<[string, ShiftHours[], boolean]>([
    ['none', [], false],
    ['one', [MORNING], false],
    ['one of a whole day', [hours('08:00', '08:00')], false],
    [
      'one behind the other',
      [MORNING, hours('12:00', '18:00'), EVENING, NIGHT, hours('06:00', '08:00')],
      false,
    ],
    ['by a minute', [MORNING, hours('11:59', '18:00')], true],
    ['one inside the other', [hours('08:00', '18:00'), hours('10:00', '11:00')], true],
    ['the same twice', [MORNING, MORNING], true],
    ['a night into the next morning', [hours('06:00', '10:00'), hours('22:00', '06:01')], true],
    ['a night before the next morning', [hours('06:00', '10:00'), hours('22:00', '06:00')], false],
    ['two nights', [hours('22:00', '02:00'), hours('01:00', '05:00')], true],
    ['until midnight and from it', [hours('20:00', '00:00'), hours('00:00', '04:00')], false],
    ['a whole day and any other', [hours('08:00', '08:00'), hours('03:00', '04:00')], true],
  ])('%s', ([, shiftTimes, expected]) => {
    expect(shiftTimesOverlap(shiftTimes)).toBe(expected);
    expect(shiftTimesOverlap(shiftTimes.toReversed())).toBe(expected);
  });

  test('exactly when two slots of consecutive days do', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(quarterHour, quarterHour), { maxLength: 5 }), (times) => {
        const shiftTimes = times.map(([startsAt, endsAt]) => hours(startsAt, endsAt));
        const slots = shiftSlots(running({ shiftTimes, from: '2026-03-02', to: '2026-03-05' }));
        const collide = slots.some((one, i) =>
          slots.slice(i + 1).some((other) => one.startsAt < other.endsAt && other.startsAt < one.endsAt),
        );
        expect(shiftTimesOverlap(shiftTimes)).toBe(collide);
      }),
    );
  });
});

const quarterHour = fc
  .integer({ min: 0, max: 95 })
  .map((n) => `${String(Math.floor(n / 4)).padStart(2, '0')}:${String((n % 4) * 15).padStart(2, '0')}`);

function running(what: Partial<RunningDays>): RunningDays {
  return {
    shiftTimes: [MORNING],
    weekdays: EVERY_DAY,
    closedDays: [],
    from: '2026-03-02',
    to: '2026-03-02',
    ...what,
  };
}

function hours(startsAt: string, endsAt: string): ShiftHours {
  return { name: '班', startsAt, endsAt };
}

function at(local: string): Date {
  return new Date(`${local}:00+08:00`);
}
