import { afterEach, beforeEach, expect, test, vi } from 'vitest';

// The clock remembers what it was told: each test gets one of its own.
let clock: typeof import('./street-clock.ts');
const PHONE_MS = Date.parse('2026-03-05T09:00:00.400Z');

beforeEach(async () => {
  vi.useFakeTimers({ now: PHONE_MS });
  vi.resetModules();
  clock = await import('./street-clock.ts');
});
afterEach(() => vi.useRealTimers());

const answer = (dateHeader: unknown, tripMs = 50) => {
  const sentAtMs = Date.now();
  vi.advanceTimersByTime(tripMs);
  clock.noteStreetTime(dateHeader, sentAtMs);
};

test('a phone that may be right is taken to be right', () => {
  answer('Thu, 05 Mar 2026 09:00:00 GMT');
  expect(clock.streetOffsetMs()).toBe(0);
});

test('a phone that is four minutes slow learns the street’s time', () => {
  answer('Thu, 05 Mar 2026 09:04:00 GMT');
  expect(Math.abs(clock.streetOffsetMs() - 240_000)).toBeLessThan(600);
  expect(clock.streetNow().toISOString()).toMatch(/^2026-03-05T09:04:00/);
});

test('many answers tell it to a tenth of a second', () => {
  const aheadMs = 240_137;
  for (let asked = 0; asked < 40; asked += 1) {
    vi.advanceTimersByTime(3_037);
    const sentAtMs = Date.now();
    vi.advanceTimersByTime(20);
    const said = new Date(Date.now() + aheadMs).toUTCString();
    vi.advanceTimersByTime(20);
    clock.noteStreetTime(said, sentAtMs);
  }
  expect(Math.abs(clock.streetOffsetMs() - aheadMs)).toBeLessThan(100);
});

test('a clock that somebody sets is noticed', () => {
  answer('Thu, 05 Mar 2026 09:04:00 GMT');
  vi.setSystemTime(Date.parse('2026-03-05T09:05:00.000Z'));
  answer('Thu, 05 Mar 2026 09:05:00 GMT');
  expect(Math.abs(clock.streetOffsetMs())).toBeLessThan(1_000);
});

test('an answer without a time changes nothing', () => {
  answer(undefined);
  answer('soon');
  expect(clock.streetOffsetMs()).toBe(0);
});

test('who shows the time hears at once that it is another, and is left alone while it becomes exact', () => {
  const heard = vi.fn();
  const stopHearing = clock.onStreetClockMoved(heard);
  answer('Thu, 05 Mar 2026 09:00:00 GMT');
  expect(heard).not.toHaveBeenCalled();
  vi.setSystemTime(PHONE_MS);
  answer('Thu, 05 Mar 2026 09:04:00 GMT');
  expect(heard).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(3_900);
  answer('Thu, 05 Mar 2026 09:04:04 GMT');
  expect(heard).toHaveBeenCalledTimes(1);
  stopHearing();
  answer('Thu, 05 Mar 2026 10:00:00 GMT');
  expect(heard).toHaveBeenCalledTimes(1);
});
