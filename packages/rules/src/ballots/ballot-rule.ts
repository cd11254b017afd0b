/** A share in whole numbers, so that exactly two thirds is two thirds. */
export interface Fraction {
  numerator: number;
  denominator: number;
}

/**
 * How one votes.
 * - `for-against`: for, against or abstain; the options are just these three, in this order.
 * - `one-of`: one of several; the one with the most votes leads.
 * - `up-to`: up to `most` of several; the `seats` with the most votes are elected.
 * - `ranked`: any number of several, in the order of one's liking; counted by instant run-off.
 */
export type BallotMethod =
  | { kind: 'for-against' }
  | { kind: 'one-of' }
  | { kind: 'up-to'; most: number; seats: number }
  | { kind: 'ranked' };

/** The options of `for-against`, as choices name them. */
export const FOR = 0;
export const AGAINST = 1;
export const ABSTAIN = 2;

/** Whose votes count: the merchants of an association, the households of a community, or those that a list names. */
export type RegisterSource =
  | { kind: 'merchants'; associationId: string }
  | { kind: 'households'; communityId: string }
  | { kind: 'list'; unitIds: readonly string[] };

export interface Register {
  /** As people call it: 鱼巷商户. */
  name: string;
  source: RegisterSource;
}

/** How many must take part for a result to count: at least this share of the base. */
export interface Quorum {
  share: Fraction;
  /** `present`: of the units that signed in at the ballot's meeting. */
  base: 'eligible' | 'present';
}

/**
 * What the option that leads must reach: `more-than` or `at-least` this share of the base.
 * - `cast`: all votes, abstentions among them.
 * - `for-against`: those for and against only.
 * - `eligible`: all units of the register, whether they voted or not.
 */
export interface Threshold {
  share: Fraction;
  kind: 'more-than' | 'at-least';
  base: 'cast' | 'for-against' | 'eligible';
}

/** How a ballot is decided: data, frozen when the ballot is published. */
export interface BallotRule {
  method: BallotMethod;
  /** What can be chosen; a choice names an option by its place here. */
  options: readonly string[];
  /** One, or two that must both pass. A unit votes in the first that has it. */
  registers: readonly Register[];
  quorum: Quorum | null;
  /** Null: what has the most votes wins. */
  threshold: Threshold | null;
  /** Quorum and threshold must hold by floor area as well as by number (Civil Code of the PRC, art. 278). */
  byArea: boolean;
  secret: boolean;
  /** Whether a vote can be changed until the ballot closes. */
  changeable: boolean;
  /** Whether everybody sees during the vote how many have voted. */
  showsTurnout: boolean;
}

export const OPTIONS_MAX = 30;
export const REGISTERS_MAX = 2;

/** Whoever takes part says one of these three. */
export const FOR_AGAINST_OPTIONS: readonly string[] = ['同意', '反对', '弃权'];

/** Shares are two thirds and three quarters, or whole percents: nothing finer can be said in words. */
export const SHARE_DENOMINATOR_MAX = 100;
