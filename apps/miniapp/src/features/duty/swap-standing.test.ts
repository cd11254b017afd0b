import type { Shift, Swap } from '@shangju/contracts';
import { expect, test } from 'vitest';
import { swapStatusAt, waitsForAnswer } from './swap-standing';

const BEFORE = new Date('2026-12-07T07:59:59+08:00');
const BEGUN = new Date('2026-12-07T08:00:00+08:00');

test.for(['open', 'accepted'] as const)('%s, it waits for an answer until its shift begins', (status) => {
  const swap = swapOf({ status });
  expect(swapStatusAt(swap, BEFORE)).toBe(status);
  expect(waitsForAnswer(swap, BEFORE)).toBe(true);
  expect(swapStatusAt(swap, BEGUN)).toBe('overtaken');
  expect(waitsForAnswer(swap, BEGUN)).toBe(false);
});

test('it is void once the shift in return has begun', () => {
  const inReturn = shiftOf('evening', 'neighbour', '2026-12-06T14:00:00+08:00');
  const swap = swapOf({ status: 'accepted', takenByMerchantId: 'neighbour', inReturn });
  expect(swapStatusAt(swap, BEFORE)).toBe('overtaken');
});

test('it is void once the shift is somebody else’s', () => {
  const shift = shiftOf('morning', 'third', '2026-12-07T08:00:00+08:00');
  expect(swapStatusAt(swapOf({ shift }), BEFORE)).toBe('overtaken');
});

test.for(['agreed', 'declined', 'withdrawn', 'rejected', 'overtaken'] as const)(
  '%s, it stays so whatever the time',
  (status) => {
    expect(swapStatusAt(swapOf({ status }), BEGUN)).toBe(status);
    expect(waitsForAnswer(swapOf({ status }), BEFORE)).toBe(false);
  },
);

function swapOf(given: Partial<Swap>): Swap {
  return {
    id: 'swap',
    shift: shiftOf('morning', 'asking', '2026-12-07T08:00:00+08:00'),
    askedByMerchantId: 'asking',
    askedByMerchantName: '冯记面馆',
    askedMerchantId: null,
    askedMerchantName: null,
    takenByMerchantId: null,
    takenByMerchantName: null,
    inReturn: null,
    status: 'open',
    reason: '那天要去进货',
    askedAt: '2026-12-05T02:00:00.000Z',
    ...given,
  };
}

function shiftOf(id: string, merchantId: string, startsAt: string): Shift {
  return {
    id,
    rosterId: 'roster',
    rosterName: '街区管家',
    lane: '鱼巷',
    day: startsAt.slice(0, 10),
    name: '早班',
    startsAt,
    endsAt: new Date(Date.parse(startsAt) + 6 * 3_600_000).toISOString(),
    merchantId,
    merchantName: '冯记面馆',
    status: 'due',
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
