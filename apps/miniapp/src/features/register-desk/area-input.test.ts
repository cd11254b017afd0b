import { describe, expect, test } from 'vitest';
import { readArea, typedArea } from './area-input';

describe('A floor area', () => {
  test.for<[string, number]>([
    ['89.23', 892_300],
    ['89.2', 892_000],
    ['89', 890_000],
    ['0.01', 100],
    ['0.0001', 1],
    ['1.005', 10_050],
    ['100000', 1_000_000_000],
    [' ８９．２３ ', 892_300],
  ])('typed as %s is taken to the square centimetre', ([typed, areaCm2]) => {
    expect(readArea(typed)).toBe(areaCm2);
  });

  test.for(['', '0', '0.00', '-1', '89.', '.5', '8 9', '89.23456', '1e3', '八十九', '100000.01', '1234567'])(
    'is not %s',
    (typed) => {
      expect(readArea(typed)).toBeUndefined();
    },
  );

  test('comes back as it was, for every hundredth of a square metre', () => {
    const hundredths = Array.from({ length: 30_000 }, (_, n) => n + 1);
    const lost = hundredths.filter(
      (n) => readArea(typedArea(n * 100)) !== n * 100 || readArea((n / 100).toFixed(2)) !== n * 100,
    );
    expect(lost).toEqual([]);
  });

  test('that is not known is typed as nothing', () => {
    expect(typedArea(null)).toBe('');
  });
});
