import { expect, test } from 'vitest';
import { sayNumber } from './figures';

test.each([0, 7, 12, 123, 1234, 12_345, 123_456, 1_234_567, -5, -123, -1234, -123_456])(
  '%d is said as browsers say it',
  (whole) => {
    expect(sayNumber(whole)).toBe(whole.toLocaleString('en-US'));
  },
);
