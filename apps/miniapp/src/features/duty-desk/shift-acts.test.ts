import { describe, expect, test } from 'vitest';
import { actsOn } from './shift-acts';

const endsAt = '2026-12-05T06:00:00.000Z';
const during = new Date('2026-12-05T05:00:00.000Z');
const after = new Date('2026-12-05T06:00:00.000Z');

describe('what an admin can do about a shift', () => {
  test('that nobody has begun: give it to another until its end, or excuse it', () => {
    expect(actsOn({ status: 'due', endsAt }, { now: during, madeUp: false })).toEqual(['reassign', 'excuse']);
    expect(actsOn({ status: 'due', endsAt }, { now: after, madeUp: false })).toEqual(['excuse']);
  });

  test('that was missed: order a make-up, or excuse it', () => {
    expect(actsOn({ status: 'missed', endsAt }, { now: after, madeUp: false })).toEqual([
      'make-up',
      'excuse',
    ]);
    expect(actsOn({ status: 'excused', endsAt }, { now: after, madeUp: false })).toEqual(['make-up']);
  });

  test('that is made up for: nothing more than to excuse it', () => {
    expect(actsOn({ status: 'missed', endsAt }, { now: after, madeUp: true })).toEqual(['excuse']);
    expect(actsOn({ status: 'excused', endsAt }, { now: after, madeUp: true })).toEqual([]);
  });

  test('that was or is worked: nothing', () => {
    for (const status of ['on-duty', 'worked'] as const)
      expect(actsOn({ status, endsAt }, { now: after, madeUp: false })).toEqual([]);
  });
});
