import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addDays,
  dayStart,
  localDay,
  nextPeriodStart,
  type Period,
  periodStart,
  sayInstant,
  sayRemaining,
} from './street-time.ts';

const PERIODS: Period[] = ['day', 'week', 'month', 'quarter', 'year'];
const instant = fc.date({
  min: new Date('2000-01-01T00:00:00Z'),
  max: new Date('2100-01-01T00:00:00Z'),
  noInvalidDate: true,
});
const day = instant.map(localDay);

/** A moment on the street's own clock. */
function at(local: string): Date {
  return new Date(`${local}+08:00`);
}

describe('A local day', () => {
  test('begins at midnight on the street, 16:00 UTC', () => {
    expect(localDay(new Date('2026-03-01T15:59:59.999Z'))).toBe('2026-03-01');
    expect(localDay(new Date('2026-03-01T16:00:00.000Z'))).toBe('2026-03-02');
    expect(dayStart('2026-03-02')).toEqual(new Date('2026-03-01T16:00:00.000Z'));
  });

  test('holds every instant from its start until the start of the next', () => {
    fc.assert(
      fc.property(instant, (moment) => {
        const today = localDay(moment);
        expect(dayStart(today).getTime()).toBeLessThanOrEqual(moment.getTime());
        expect(dayStart(addDays(today, 1)).getTime()).toBeGreaterThan(moment.getTime());
        expect(localDay(dayStart(today))).toBe(today);
      }),
    );
  });

  test('is counted across months and leap years', () => {
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
    expect(addDays('2026-02-28', 1)).toBe('2026-03-01');
    expect(addDays('2026-01-01', -1)).toBe('2025-12-31');
    fc.assert(
      fc.property(day, fc.integer({ min: -999, max: 999 }), (d, n) => {
        expect(addDays(addDays(d, n), -n)).toBe(d);
      }),
    );
  });

  test.for(['2026-02-29', '2026-13-01', '2026-3-1', '26-03-01', '0026-03-01', '2026-03-01T00:00', ''])(
    'is not %j',
    (wrong) => {
      expect(() => dayStart(wrong)).toThrow(RangeError);
    },
  );
});

describe('A period', () => {
  test.for<[Period, string, string, string]>([
    ['day', '2026-03-01', '2026-03-01', '2026-03-02'],
    ['week', '2026-03-01', '2026-02-23', '2026-03-02'],
    ['week', '2026-03-02', '2026-03-02', '2026-03-09'],
    ['month', '2026-02-28', '2026-02-01', '2026-03-01'],
    ['quarter', '2026-12-31', '2026-10-01', '2027-01-01'],
    ['quarter', '2026-05-15', '2026-04-01', '2026-07-01'],
    ['year', '2028-02-29', '2028-01-01', '2029-01-01'],
  ])('%s around %s runs from %s until %s', ([period, within, start, next]) => {
    expect(periodStart(period, within)).toBe(start);
    expect(nextPeriodStart(period, within)).toBe(next);
  });

  test('holds its day, and the next one follows without a gap', () => {
    fc.assert(
      fc.property(fc.constantFrom(...PERIODS), day, (period, within) => {
        const start = periodStart(period, within);
        const next = nextPeriodStart(period, within);
        expect(start <= within && within < next).toBe(true);
        expect(periodStart(period, start)).toBe(start);
        expect(periodStart(period, next)).toBe(next);
        expect(periodStart(period, addDays(next, -1))).toBe(start);
      }),
    );
  });
});

describe('Words for time', () => {
  const now = at('2026-03-05T10:00:00');

  test.for([
    ['2026-03-05T14:00:00', '今天 14:00'],
    ['2026-03-05T00:00:00', '今天 00:00'],
    ['2026-03-04T09:05:00', '昨天 09:05'],
    ['2026-03-04T23:59:59', '昨天 23:59'],
    ['2026-03-03T18:30:00', '前天 18:30'],
    ['2026-03-06T08:00:00', '明早 8 点'],
    ['2026-03-06T08:30:00', '明早 8:30'],
    ['2026-03-06T14:00:00', '明天 14:00'],
    ['2026-03-06T00:30:00', '明天 00:30'],
    ['2026-03-06T20:00:00', '明晚 8 点'],
    ['2026-03-07T09:00:00', '后天 09:00'],
    ['2026-03-08T14:00:00', '3 月 8 日 14:00'],
    ['2026-02-01T14:00:00', '2 月 1 日 14:00'],
    ['2025-12-31T14:00:00', '2025 年 12 月 31 日 14:00'],
  ])('say %s as %s', ([moment, words]) => {
    expect(sayInstant(at(moment ?? ''), now)).toBe(words);
  });

  test('turn at local midnight, not at midnight UTC', () => {
    const tea = at('2026-03-05T23:59:00');
    expect(sayInstant(tea, at('2026-03-05T23:59:59'))).toBe('今天 23:59');
    expect(sayInstant(tea, at('2026-03-06T00:00:00'))).toBe('昨天 23:59');
  });

  test.for<[number, string]>([
    [3 * 86_400_000, '还剩 3 天'],
    [3 * 86_400_000 - 1, '还剩 2 天'],
    [2 * 86_400_000 - 1, '还剩 47 小时'],
    [2 * 3_600_000 - 1, '还剩 119 分钟'],
    [12 * 60_000, '还剩 12 分钟'],
    [2 * 60_000 - 1, '还剩 120 秒'],
    [40_000, '还剩 40 秒'],
    [1, '还剩 1 秒'],
    [0, '时间到了'],
    [-5000, '时间到了'],
  ])('say %d ms as %s', ([ms, words]) => {
    expect(sayRemaining(ms)).toBe(words);
  });
});
