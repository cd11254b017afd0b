import { must } from '../must.ts';
import { ABSTAIN, AGAINST, type BallotRule, FOR } from './ballot-rule.ts';
import { choicesProblem } from './choices.ts';
import { outcomeSentence } from './outcome-sentence.ts';
import { countRanked } from './ranked-count.ts';
import { fewestReaching, leastReaching } from './shares.ts';
import type { BallotTally, OptionCount, QuorumTally, RegisterTally, ThresholdTally } from './tally.ts';
import type { RegisterVotes } from './votes.ts';

/**
 * Counts a ballot.
 *
 * - `for-against` passes where more are for than against, whatever the threshold. Equal is not passed.
 * - `one-of`: the option with the most votes, if it reaches the threshold. Equal ones are tied if one of them
 *   does.
 * - `up-to`: of the options that reach the threshold those with the most votes. Equal votes over the last
 *   seats leave these seats empty; if all seats stay empty for it, the ballot is tied.
 * - `ranked`: see `countRanked`.
 * - An option without a vote never wins, and by area a threshold must be reached by number and area both (for
 *   and against are compared by both too). Which option has the most is a matter of numbers alone.
 *
 * Votes that the rule doesn't take, or that don't add up, are a bug and throw.
 *
 * @param rule one without `ruleProblems`.
 * @param registers in the order of the rule's.
 */
export function tallyBallot(rule: BallotRule, registers: readonly RegisterVotes[]): BallotTally {
  if (registers.length !== rule.registers.length) throw new Error('Not the registers of the rule');
  const counted = registers.map((register) => {
    assertAddsUp(rule, register);
    return tallyRegister(rule, register);
  });
  const decided = decide(counted);
  const tallies = counted.map(({ tally }) => tally);
  return { registers: tallies, ...decided, sentence: outcomeSentence(rule, tallies, decided) };
}

/** What one register alone says. */
interface CountedRegister {
  readonly tally: RegisterTally;
  readonly winners: readonly number[];
  readonly tied: readonly number[];
}

function decide(registers: readonly CountedRegister[]): Omit<BallotTally, 'registers' | 'sentence'> {
  const nobody = { winners: [], tied: [] };
  if (registers.some(({ tally }) => tally.quorum?.met === false)) return { outcome: 'no-quorum', ...nobody };
  // Two registers vote for or against the same: the winner of the first is that of the second.
  const { winners, tied } = must(registers[0], 'register');
  if (registers.every(({ tally }) => tally.passed)) return { outcome: 'passed', winners, tied };
  return tied.length > 0 ? { outcome: 'tied', winners: [], tied } : { outcome: 'not-passed', ...nobody };
}

function tallyRegister(rule: BallotRule, register: RegisterVotes): CountedRegister {
  const counts = rule.options.map((_, option) => countFirst(rule, register, option));
  const isForAgainst = rule.method.kind === 'for-against';
  const empty = register.groups.filter(({ choices }) =>
    isForAgainst ? choices[0] === ABSTAIN : choices.length === 0,
  );
  const quorum = tallyQuorum(rule, register);
  const { leader, threshold, rounds, winners, tied } = elect(rule, register, counts);
  const { name, unitWord, eligible, present, tookPart } = register;
  return {
    tally: {
      name,
      unitWord,
      eligible,
      eligibleAreaCm2: rule.byArea ? register.eligibleAreaCm2 : null,
      present,
      presentAreaCm2: rule.byArea ? register.presentAreaCm2 : null,
      tookPart,
      tookPartAreaCm2: rule.byArea ? register.tookPartAreaCm2 : null,
      counts,
      abstentions: sum(empty.map(({ votes }) => votes)),
      abstentionsAreaCm2: areaOf(rule, empty),
      quorum,
      leader,
      threshold,
      rounds,
      passed: winners.length > 0 && quorum?.met !== false,
    },
    winners,
    tied,
  };
}

/** The votes that name the option; in `ranked` those that name it first. */
function countFirst(rule: BallotRule, { groups }: RegisterVotes, option: number): OptionCount {
  const naming = groups.filter(({ choices }) =>
    rule.method.kind === 'ranked' ? choices[0] === option : choices.includes(option),
  );
  return { option, votes: sum(naming.map(({ votes }) => votes)), areaCm2: areaOf(rule, naming) };
}

function tallyQuorum({ quorum, byArea }: BallotRule, register: RegisterVotes): QuorumTally | null {
  if (quorum === null) return null;
  const ofPresent = quorum.base === 'present';
  const base = known(ofPresent ? register.present : register.eligible, 'units of the quorum');
  const neededUnits = fewestReaching(quorum.share, 'at-least', base);
  const isMetByNumber = register.tookPart >= neededUnits;
  if (!byArea) return { neededUnits, neededAreaCm2: null, met: isMetByNumber };
  const baseArea = known(
    ofPresent ? register.presentAreaCm2 : register.eligibleAreaCm2,
    'area of the quorum',
  );
  const neededAreaCm2 = leastReaching(quorum.share, 'at-least', baseArea);
  const isMetByArea = known(register.tookPartAreaCm2, 'area that took part') >= neededAreaCm2;
  return { neededUnits, neededAreaCm2, met: isMetByNumber && isMetByArea };
}

interface Election extends Pick<RegisterTally, 'leader' | 'threshold' | 'rounds'> {
  readonly winners: readonly number[];
  readonly tied: readonly number[];
}

function elect(rule: BallotRule, register: RegisterVotes, counts: readonly OptionCount[]): Election {
  switch (rule.method.kind) {
    case 'for-against':
      return electForAgainst(rule, register, counts);
    case 'one-of':
      return electOne(rule, register, counts);
    case 'up-to':
      return electSeats(rule, register, counts, rule.method.seats);
    case 'ranked':
      return { leader: null, threshold: null, ...countRanked(rule.options.length, register.groups) };
  }
}

function electForAgainst(
  rule: BallotRule,
  register: RegisterVotes,
  counts: readonly OptionCount[],
): Election {
  const inFavour = must(counts[FOR], 'votes for');
  const against = must(counts[AGAINST], 'votes against');
  const threshold = tallyThreshold(rule, register, counts, [inFavour]);
  const leads =
    inFavour.votes > against.votes && (!rule.byArea || (inFavour.areaCm2 ?? 0) > (against.areaCm2 ?? 0));
  const passes = leads && threshold?.met !== false;
  return { leader: inFavour, threshold, rounds: null, winners: passes ? [FOR] : [], tied: [] };
}

function electOne(rule: BallotRule, register: RegisterVotes, counts: readonly OptionCount[]): Election {
  const most = Math.max(...counts.map(({ votes }) => votes));
  const leaders = counts.filter(({ votes }) => votes > 0 && votes === most);
  const threshold = tallyThreshold(rule, register, counts, leaders);
  const options = threshold?.met === false ? [] : leaders.map(({ option }) => option);
  const leader = leaders.length === 1 ? must(leaders[0], 'leader') : null;
  return {
    leader,
    threshold,
    rounds: null,
    winners: options.length === 1 ? options : [],
    tied: options.length > 1 ? options : [],
  };
}

function electSeats(
  rule: BallotRule,
  register: RegisterVotes,
  counts: readonly OptionCount[],
  seats: number,
): Election {
  const threshold = tallyThreshold(rule, register, counts, counts);
  const ranking = counts
    .filter((count) => count.votes > 0 && (threshold === null || reaches(threshold, count)))
    .sort((one, other) => other.votes - one.votes || one.option - other.option);
  // Who has more votes than the first without a seat has one for sure.
  const firstOut = ranking[seats]?.votes ?? 0;
  const tied = ranking.filter(({ votes }) => votes === firstOut).map(({ option }) => option);
  const winners = ranking.filter(({ votes }) => votes > firstOut).map(({ option }) => option);
  const most = Math.max(...counts.map(({ votes }) => votes));
  const leaders = counts.filter(({ votes }) => votes > 0 && votes === most);
  return {
    leader: leaders.length === 1 ? must(leaders[0], 'leader') : null,
    threshold,
    rounds: null,
    winners,
    // Seats may be filled exactly before the equal ones: then nobody missed a choice between them.
    tied: winners.length < seats ? [...tied].sort((one, other) => one - other) : [],
  };
}

/** @param leaders of which at least one must reach it. */
function tallyThreshold(
  { threshold, byArea }: BallotRule,
  register: RegisterVotes,
  counts: readonly OptionCount[],
  leaders: readonly OptionCount[],
): ThresholdTally | null {
  if (threshold === null) return null;
  const { share, kind, base } = threshold;
  const forAndAgainst = [counts[FOR], counts[AGAINST]].map((count) => must(count, 'votes'));
  const baseUnits = {
    cast: register.tookPart,
    'for-against': sum(forAndAgainst.map(({ votes }) => votes)),
    eligible: register.eligible,
  }[base];
  const baseAreas = {
    cast: register.tookPartAreaCm2,
    'for-against': sum(forAndAgainst.map(({ areaCm2 }) => areaCm2 ?? 0)),
    eligible: register.eligibleAreaCm2,
  };
  const baseAreaCm2 = byArea ? known(baseAreas[base], 'area of the threshold') : null;
  const bounds = {
    baseUnits,
    baseAreaCm2,
    neededVotes: fewestReaching(share, kind, baseUnits),
    neededAreaCm2: baseAreaCm2 === null ? null : leastReaching(share, kind, baseAreaCm2),
  };
  return { ...bounds, met: leaders.some((leader) => reaches(bounds, leader)) };
}

function reaches(
  { neededVotes, neededAreaCm2 }: Pick<ThresholdTally, 'neededVotes' | 'neededAreaCm2'>,
  { votes, areaCm2 }: OptionCount,
): boolean {
  return votes >= neededVotes && (neededAreaCm2 === null || (areaCm2 ?? 0) >= neededAreaCm2);
}

function assertAddsUp(rule: BallotRule, register: RegisterVotes): void {
  const { groups, tookPart, tookPartAreaCm2, eligible, name } = register;
  const unfit = groups.find(({ choices }) => choicesProblem(rule, choices) !== null);
  if (unfit !== undefined) throw new Error(`Votes in ${name} that the rule does not take: ${unfit.choices}`);
  if (sum(groups.map(({ votes }) => votes)) !== tookPart || tookPart > eligible) {
    throw new Error(`Votes in ${name} don't add up`);
  }
  if (rule.byArea && areaOf(rule, groups) !== tookPartAreaCm2)
    throw new Error(`Areas in ${name} don't add up`);
}

function areaOf({ byArea }: BallotRule, groups: RegisterVotes['groups']): number | null {
  return byArea ? sum(groups.map(({ areaCm2 }) => known(areaCm2, 'area of votes'))) : null;
}

function sum(numbers: readonly number[]): number {
  const total = numbers.reduce((one, other) => one + other, 0);
  if (!Number.isSafeInteger(total)) throw new Error('Not a whole number that can be counted with');
  return total;
}

function known(value: number | null, what: string): number {
  return must(value ?? undefined, what);
}
