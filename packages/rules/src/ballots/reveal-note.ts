import type { BallotRule } from './ballot-rule.ts';
import { type ElectorateNumbers, sayUnits } from './electorate-numbers.ts';
import type { RegisterVotes } from './votes.ts';

/** Below so many, a secret ballot hides little: who voted is public, and few votes are soon assigned. */
export const SECRET_VOTES_MIN = 5;

/**
 * What publishing the result of a secret ballot gives away, register by register; null where it gives away
 * nothing special. Who voted is public, so votes that are all the same tell what each of them voted.
 */
export function revealNote(rule: BallotRule, registers: readonly RegisterVotes[]): string | null {
  return note(rule, registers, ({ tookPart, unitWord, groups }) => {
    if (tookPart === 0) return null;
    if (isUnanimous(groups)) {
      return tookPart === 1
        ? `只有 ${sayUnits(1, unitWord)}投票，公布结果就等于公布了它投了什么`
        : `投票的 ${sayUnits(tookPart, unitWord)}投的全都一样，公布结果就等于公布了每一票是谁投的`;
    }
    return tookPart < SECRET_VOTES_MIN
      ? `只有 ${sayUnits(tookPart, unitWord)}投票，公布结果后，容易猜出谁投了什么`
      : null;
  });
}

/** What is to be said before a secret ballot among very few is published; null where there are enough. */
export function smallElectorateNote(
  rule: BallotRule,
  registers: readonly ElectorateNumbers[],
): string | null {
  return note(rule, registers, ({ eligible, unitWord }) =>
    eligible < SECRET_VOTES_MIN
      ? `只有 ${sayUnits(eligible, unitWord)}有表决权，就算不记名，也容易猜出谁投了什么`
      : null,
  );
}

function note<Numbers extends ElectorateNumbers>(
  { secret }: BallotRule,
  registers: readonly Numbers[],
  say: (register: Numbers) => string | null,
): string | null {
  if (!secret) return null;
  const notes = registers.flatMap((register) => {
    const said = say(register);
    if (said === null) return [];
    return [registers.length === 1 ? said : `${register.name}${said}`];
  });
  return notes.length === 0 ? null : notes.join('；');
}

function isUnanimous(groups: RegisterVotes['groups']): boolean {
  const kinds = groups.filter(({ votes }) => votes > 0).map(({ choices }) => choices.join(' '));
  return new Set(kinds).size === 1;
}
