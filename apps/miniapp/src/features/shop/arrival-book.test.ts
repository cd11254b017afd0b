import type { Arrival } from '@shangju/contracts';
import { expect, test } from 'vitest';
import { ArrivalBook } from './arrival-book.ts';

const arrival = (id: string, minute: number, kind: Arrival['kind'] = 'check-in'): Arrival => ({
  kind,
  id,
  at: `2026-03-05T09:${String(minute).padStart(2, '0')}:00.000Z`,
  title: '签到',
  points: 8,
  residentTail: '3471',
});

test('what stands there at the beginning is no news', () => {
  const book = new ArrivalBook();
  expect(book.takeAll([arrival('b', 2), arrival('a', 1)])).toBeUndefined();
  expect(book.take(arrival('a', 1))).toBe(false);
});

test('what came by the line is not told again by the list, and the other way round', () => {
  const book = new ArrivalBook();
  book.takeAll([]);
  expect(book.take(arrival('a', 1))).toBe(true);
  expect(book.takeAll([arrival('a', 1)])).toBeUndefined();
  expect(book.takeAll([arrival('c', 3), arrival('b', 2), arrival('a', 1)])?.id).toBe('c');
  expect(book.take(arrival('b', 2))).toBe(false);
});

test('a voucher is news when it is made and again when it is fulfilled, not when it is given back', () => {
  const book = new ArrivalBook();
  book.takeAll([]);
  expect(book.takeAll([arrival('a', 1, 'redemption-held')])?.kind).toBe('redemption-held');
  expect(book.takeAll([arrival('a', 2, 'redemption-fulfilled')])?.kind).toBe('redemption-fulfilled');
  expect(book.takeAll([arrival('b', 3, 'redemption-ended')])).toBeUndefined();
});

test('older things that come with the next page are no news', () => {
  const book = new ArrivalBook();
  book.takeAll([arrival('c', 30), arrival('b', 20)]);
  expect(book.takeAll([arrival('c', 30), arrival('b', 20), arrival('a', 10)])).toBeUndefined();
});
