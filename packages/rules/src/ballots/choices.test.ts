import { describe, expect, test } from 'vitest';
import type { BallotMethod } from './ballot-rule.ts';
import { choicesProblem } from './choices.ts';

const FOR_AGAINST: BallotMethod = { kind: 'for-against' };
const ONE_OF: BallotMethod = { kind: 'one-of' };
const UP_TO_TWO: BallotMethod = { kind: 'up-to', most: 2, seats: 1 };
const RANKED: BallotMethod = { kind: 'ranked' };

/** Each method among three options. */
describe('A vote', () => {
  test.for<[BallotMethod, number[]]>([
    [FOR_AGAINST, [0]],
    [FOR_AGAINST, [1]],
    [FOR_AGAINST, [2]],
    [ONE_OF, []],
    [ONE_OF, [2]],
    [UP_TO_TWO, []],
    [UP_TO_TWO, [1]],
    [UP_TO_TWO, [0, 2]],
    [RANKED, []],
    [RANKED, [2, 0]],
    [RANKED, [2, 0, 1]],
  ])('is taken: %j %j', ([method, choices]) => {
    expect(problem(method, choices)).toBeNull();
  });

  test.for<[BallotMethod, number[], string]>([
    [FOR_AGAINST, [], 'exactly-one'],
    [FOR_AGAINST, [0, 1], 'exactly-one'],
    [FOR_AGAINST, [3], 'not-an-option'],
    [ONE_OF, [0, 1], 'too-many'],
    [ONE_OF, [-1], 'not-an-option'],
    [ONE_OF, [0.5], 'not-an-option'],
    [ONE_OF, [Number.NaN], 'not-an-option'],
    [UP_TO_TWO, [0, 1, 2], 'too-many'],
    [UP_TO_TWO, [1, 1], 'repeated'],
    [UP_TO_TWO, [2, 0], 'unsorted'],
    [RANKED, [1, 0, 1], 'repeated'],
    [RANKED, [0, 3], 'not-an-option'],
  ])('is not taken: %j %j, %s', ([method, choices, expected]) => {
    expect(problem(method, choices)).toBe(expected);
  });
});

function problem(method: BallotMethod, choices: readonly number[]) {
  return choicesProblem({ method, options: ['甲', '乙', '丙'] }, choices);
}
