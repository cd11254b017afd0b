import { validate, version } from 'uuid';
import { expect, test } from 'vitest';
import { newId } from './new-id.ts';

test('ids are UUIDs of version 7, each greater than the one before, with the time in front', () => {
  const begin = Date.now();
  const ids = Array.from({ length: 10_000 }, newId);
  expect(ids).toEqual(ids.toSorted());
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(validate(id) && version(id)).toBe(7);
  const ms = Number.parseInt((ids[0] as string).replace('-', '').slice(0, 12), 16);
  expect(ms).toBeGreaterThanOrEqual(begin);
  expect(ms).toBeLessThanOrEqual(Date.now());
});

test('no two share what is drawn by chance', () => {
  const tails = Array.from({ length: 1_000 }, () => newId().slice(-10));
  expect(new Set(tails).size).toBe(tails.length);
});
