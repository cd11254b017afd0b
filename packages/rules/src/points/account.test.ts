import { describe, expect, test } from 'vitest';
import {
  assertResidentAccount,
  earnPoints,
  holdPoints,
  NO_POINTS,
  spendHeldPoints,
  spendPoints,
} from './account.ts';

describe("A resident's account", () => {
  const rich = earnPoints(NO_POINTS, 10);

  test('cannot spend or hold what it has not', () => {
    expect(() => spendPoints(rich, 11)).toThrow('invariant');
    expect(() => holdPoints(rich, 11)).toThrow('invariant');
    expect(() => spendHeldPoints(holdPoints(rich, 4), 5)).toThrow('invariant');
  });

  test.for([
    { available: 9 },
    { available: -1, held: 11 },
    { earned: 10.5, available: 10.5 },
    { earned: Number.NaN, available: Number.NaN },
    { earned: 2 ** 53, available: 2 ** 53 },
  ])('is broken with %o', (wrong) => {
    expect(() => assertResidentAccount({ ...rich, ...wrong })).toThrow('invariant');
  });
});
