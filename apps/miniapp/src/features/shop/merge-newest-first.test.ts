import { expect, test } from 'vitest';
import { mergeNewestFirst } from './merge-newest-first.ts';

const at = (...hours: number[]) =>
  hours.map((hour) => ({ at: `2026-03-05T${String(hour).padStart(2, '0')}:00:00.000Z` }));

test('lists that are read to their end are merged whole', () => {
  const merged = mergeNewestFirst([
    { items: at(9, 5, 1), hasMore: false },
    { items: at(8, 5, 2), hasMore: false },
  ]);
  expect(merged.items).toEqual(at(9, 8, 5, 5, 2, 1));
  expect(merged.more).toEqual([]);
});

test('nothing is shown below the place where an unread item may belong', () => {
  const merged = mergeNewestFirst([
    { items: at(9, 7), hasMore: true },
    { items: at(8, 3, 1), hasMore: true },
  ]);
  expect(merged.items).toEqual(at(9, 8, 7));
  expect(merged.more).toEqual([0]);
});

test('a list of which nothing was read holds back the others', () => {
  const merged = mergeNewestFirst([
    { items: [], hasMore: true },
    { items: at(8), hasMore: false },
  ]);
  expect(merged).toEqual({ items: [], more: [0] });
});
