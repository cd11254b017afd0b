import { describe, expect, test } from 'vitest';
import { laterOf, reportDays, usualDays } from './plan-days';

describe('the days to publish', () => {
  test('go on behind the last publication, to the end of a month', () => {
    expect(usualDays('2026-12-11', '2026-11-24').onward).toEqual({ from: '2026-12-12', to: '2026-12-31' });
  });

  test('reach into another month where this one is nearly over', () => {
    expect(usualDays('2026-12-21', '2026-11-24').onward).toEqual({ from: '2026-12-22', to: '2027-01-31' });
  });

  test('begin tomorrow where nothing is published, or all of it is over', () => {
    expect(usualDays(null, '2026-11-24').onward).toEqual({ from: '2026-11-25', to: '2026-12-31' });
    expect(usualDays('2026-11-02', '2026-11-10').onward).toEqual({ from: '2026-11-11', to: '2026-11-30' });
  });

  test('are the whole of next month, over the end of the year too', () => {
    expect(usualDays(null, '2026-12-31')['next-month']).toEqual({ from: '2027-01-01', to: '2027-01-31' });
  });

  test('are four weeks from tomorrow after an edit', () => {
    expect(usualDays('2026-12-21', '2026-11-24').anew).toEqual({ from: '2026-11-25', to: '2026-12-22' });
  });
});

test('a report is of four weeks, of this month so far, or of the last', () => {
  expect(reportDays('2026-03-01')).toEqual({
    'four-weeks': { from: '2026-02-02', to: '2026-03-01' },
    'this-month': { from: '2026-03-01', to: '2026-03-01' },
    'last-month': { from: '2026-02-01', to: '2026-02-28' },
  });
});

test('of two days the later one, whichever comes first', () => {
  expect(laterOf('2026-12-31', '2027-01-01')).toBe('2027-01-01');
  expect(laterOf('2027-01-01', '2026-12-31')).toBe('2027-01-01');
});
