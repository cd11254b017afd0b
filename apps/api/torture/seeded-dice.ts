import { createHash } from 'node:crypto';
import { type Dice, dice } from '../src/seed/dice.ts';

/** Dice of one thing of a run: what it throws depends on the seed and on nothing else that happens. */
export function diceOf(seed: number, ...of: (string | number)[]): Dice {
  return dice(
    createHash('sha256')
      .update([seed, ...of].join('/'))
      .digest()
      .readInt32BE(),
  );
}
