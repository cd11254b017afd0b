import type { UnitWord } from './electorate-numbers.ts';

/**
 * - `passed`: for `for-against` the motion, else at least one option has won.
 * - `not-passed`: too few votes for it, or none.
 * - `no-quorum`: too few took part in at least one register; nothing else matters then.
 * - `tied`: the votes are equal where a choice between options was to be made, and nobody has won.
 */
export type BallotOutcome = 'passed' | 'not-passed' | 'no-quorum' | 'tied';

export interface OptionCount {
  /** Its place among the options. */
  readonly option: number;
  readonly votes: number;
  /** In cm²; null where the rule does not count by area. So everywhere below. */
  readonly areaCm2: number | null;
}

/** How many had to take part, and whether they did. */
export interface QuorumTally {
  readonly neededUnits: number;
  readonly neededAreaCm2: number | null;
  readonly met: boolean;
}

/** What the option that leads had to reach, and whether it did. */
export interface ThresholdTally {
  /** What the share is taken of. */
  readonly baseUnits: number;
  readonly baseAreaCm2: number | null;
  /** The fewest votes, and the least whole cm², that reach it. */
  readonly neededVotes: number;
  readonly neededAreaCm2: number | null;
  /**
   * Whether the option that leads has reached it, by number and by area. Where several are equal, and in
   * `up-to`: whether at least one has.
   */
  readonly met: boolean;
}

/** One round of an instant run-off. */
export interface RankedRound {
  /** Of the options still in, by place: the votes that like it best of them. */
  readonly counts: readonly { readonly option: number; readonly votes: number }[];
  /** Votes that rank none of those still in. */
  readonly exhausted: number;
  /** Options taken out after this round: all that have the fewest votes. Empty in the last round. */
  readonly eliminated: readonly number[];
}

export interface RegisterTally {
  readonly name: string;
  readonly unitWord: UnitWord;
  readonly eligible: number;
  readonly eligibleAreaCm2: number | null;
  readonly present: number | null;
  readonly presentAreaCm2: number | null;
  readonly tookPart: number;
  readonly tookPartAreaCm2: number | null;
  /** One for each option, in the rule's order. For `ranked`: those who like it best of all. */
  readonly counts: readonly OptionCount[];
  /** Took part and chose nothing; for `for-against` those at 弃权. */
  readonly abstentions: number;
  readonly abstentionsAreaCm2: number | null;
  readonly quorum: QuorumTally | null;
  /**
   * The option with the most votes; for `for-against` always 同意. Null where several are equal, where none has
   * a vote, and in `ranked`.
   */
  readonly leader: OptionCount | null;
  readonly threshold: ThresholdTally | null;
  /** For `ranked` only. */
  readonly rounds: readonly RankedRound[] | null;
  /** Whether this register alone would pass. */
  readonly passed: boolean;
}

export interface BallotTally {
  readonly registers: readonly RegisterTally[];
  readonly outcome: BallotOutcome;
  /** Places of the options that won, most votes first, equal ones by place; `for-against` passed: `[FOR]`. */
  readonly winners: readonly number[];
  /** Options that were equal where only some could win, by place: nobody chose between them. */
  readonly tied: readonly number[];
  /** Why, with the numbers, in plain Chinese. */
  readonly sentence: string;
}
