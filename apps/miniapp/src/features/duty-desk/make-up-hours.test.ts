import { describe, expect, test } from 'vitest';
import { freeTimes, spanOf, takenBy } from './make-up-hours';
import { USUAL_SHIFT_TIMES } from './roster-form';

const DAY = '2026-12-05';
const MORNING = { startsAt: '2026-12-05T00:00:00.000Z', endsAt: '2026-12-05T06:00:00.000Z' };
const EVENING = { startsAt: '2026-12-05T06:00:00.000Z', endsAt: '2026-12-05T12:00:00.000Z' };

describe('the time of a make-up', () => {
  test('is in the street’s day, over midnight where it ends before it starts', () => {
    expect(spanOf(DAY, { startsAt: '08:00', endsAt: '14:00' })).toEqual(MORNING);
    expect(spanOf(DAY, { startsAt: '22:00', endsAt: '01:30' })).toEqual({
      startsAt: '2026-12-05T14:00:00.000Z',
      endsAt: '2026-12-05T17:30:00.000Z',
    });
  });

  test('is the first usual shift that nobody has', () => {
    expect(freeTimes(DAY, USUAL_SHIFT_TIMES, [])).toEqual({ startsAt: '08:00', endsAt: '14:00' });
    expect(freeTimes(DAY, USUAL_SHIFT_TIMES, [MORNING])).toEqual({ startsAt: '14:00', endsAt: '20:00' });
  });

  test('comes after the last one where all are taken', () => {
    expect(freeTimes(DAY, USUAL_SHIFT_TIMES, [MORNING, EVENING])).toEqual({
      startsAt: '20:00',
      endsAt: '22:00',
    });
  });

  test('is taken where another runs, free where another ends', () => {
    expect(takenBy([MORNING], spanOf(DAY, { startsAt: '13:59', endsAt: '15:00' }))).toBe(MORNING);
    expect(takenBy([MORNING], spanOf(DAY, { startsAt: '14:00', endsAt: '15:00' }))).toBeUndefined();
  });
});
