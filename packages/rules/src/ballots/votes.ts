import type { ElectorateNumbers } from './electorate-numbers.ts';

/** Votes that say the same. */
export interface VoteGroup {
  /** Places of options; for `ranked` in the order of liking. Empty: an abstention. */
  readonly choices: readonly number[];
  readonly votes: number;
  /** Floor area of the units that voted so, in whole cm². Null where the rule does not count by area. */
  readonly areaCm2: number | null;
}

/** What is counted in one register. The groups add up to those that took part. */
export interface RegisterVotes extends ElectorateNumbers {
  readonly tookPart: number;
  readonly tookPartAreaCm2: number | null;
  /** Equal choices may stand in several groups; the order of groups means nothing. */
  readonly groups: readonly VoteGroup[];
}
