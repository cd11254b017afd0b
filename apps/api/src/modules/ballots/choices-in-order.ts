import type { BallotRule } from '@shangju/contracts';

/** The same vote always written the same way: only where one ranks does the order mean something. */
export const inOrderOfMethod = ({ method }: BallotRule, choices: readonly number[]): number[] =>
  method.kind === 'ranked' ? [...choices] : choices.toSorted((one, other) => one - other);
