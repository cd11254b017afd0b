import type { BallotRule, Threshold } from './ballot-rule.ts';
import type { BallotOutcome } from './tally.ts';

/** One unit of a register. */
export interface SlowUnit {
  /** Null: it has not voted. */
  readonly vote: readonly number[] | null;
  readonly areaCm2: number;
  readonly isPresent: boolean;
}

export interface SlowResult {
  readonly outcome: BallotOutcome;
  readonly winners: readonly number[];
  readonly tied: readonly number[];
}

type Ballots = readonly (readonly number[])[];

/**
 * The slow and obvious count that the tests hold `tallyBallot` against. It looks at every unit, every time it
 * has a question, compares shares by multiplying with BigInt, and shares nothing with the real count.
 */
export function slowCount(rule: BallotRule, registers: readonly (readonly SlowUnit[])[]): SlowResult {
  const nobody = { winners: [], tied: [] };
  if (!registers.every((units) => hasQuorum(rule, units))) return { outcome: 'no-quorum', ...nobody };
  const results = registers.map((units) => slowElect(rule, units));
  const [first = nobody] = results;
  if (results.every(({ winners }) => winners.length > 0)) return { outcome: 'passed', ...first };
  if (results.some(({ tied }) => tied.length > 0)) return { outcome: 'tied', winners: [], tied: first.tied };
  return { outcome: 'not-passed', ...nobody };
}

function hasQuorum({ quorum, byArea }: BallotRule, units: readonly SlowUnit[]): boolean {
  if (quorum === null) return true;
  const base = units.filter(({ isPresent }) => quorum.base === 'eligible' || isPresent);
  const took = voters(units);
  const isShareOf = (part: bigint, whole: bigint) =>
    part * BigInt(quorum.share.denominator) >= whole * BigInt(quorum.share.numerator);
  if (took.length === 0 || !isShareOf(BigInt(took.length), BigInt(base.length))) return false;
  return !byArea || isShareOf(area(took), area(base));
}

function slowElect(rule: BallotRule, units: readonly SlowUnit[]): Omit<SlowResult, 'outcome'> {
  const places = rule.options.map((_, place) => place);
  const votes = (place: number) => supporters(units, place).length;
  const { method } = rule;
  switch (method.kind) {
    case 'for-against': {
      const isMore = votes(0) > votes(1);
      const isMoreArea = !rule.byArea || area(supporters(units, 0)) > area(supporters(units, 1));
      return { winners: isMore && isMoreArea && reaches(rule, units, 0) ? [0] : [], tied: [] };
    }
    case 'one-of': {
      const ahead = places.filter(
        (place) => votes(place) > 0 && places.every((other) => votes(other) <= votes(place)),
      );
      if (!ahead.some((place) => reaches(rule, units, place))) return { winners: [], tied: [] };
      return ahead.length > 1 ? { winners: [], tied: ahead } : { winners: ahead, tied: [] };
    }
    case 'up-to': {
      const fit = places.filter((place) => votes(place) > 0 && reaches(rule, units, place));
      const rivals = (place: number, isRival: (other: number) => boolean) =>
        fit.filter((other) => other !== place && isRival(other)).length;
      // However the lot falls between equal ones, there is a seat left for it…
      const sure = fit.filter(
        (place) => rivals(place, (other) => votes(other) >= votes(place)) < method.seats,
      );
      // …or only if the lot falls well.
      const unsure = fit.filter(
        (place) =>
          !sure.includes(place) && rivals(place, (other) => votes(other) > votes(place)) < method.seats,
      );
      const byVotes = [...sure].sort((one, other) => votes(other) - votes(one) || one - other);
      return { winners: byVotes, tied: unsure };
    }
    case 'ranked':
      return runOff(
        voters(units).map(({ vote }) => vote ?? []),
        places,
      );
  }
}

function runOff(ballots: Ballots, left: readonly number[]): Omit<SlowResult, 'outcome'> {
  const valid = ballots.filter((ballot) => ballot.length > 0);
  if (valid.length === 0) return { winners: [], tied: [] };
  const firsts = (place: number) => valid.filter(([first]) => first === place).length;
  for (const place of left) if (2 * firsts(place) > valid.length) return { winners: [place], tied: [] };
  const last = left.filter((place) => left.every((other) => firsts(place) <= firsts(other)));
  if (last.length === left.length) return { winners: [], tied: left };
  return runOff(
    valid.map((ballot) => ballot.filter((place) => !last.includes(place))),
    left.filter((place) => !last.includes(place)),
  );
}

function reaches({ threshold, byArea }: BallotRule, units: readonly SlowUnit[], place: number): boolean {
  if (threshold === null) return true;
  const base = units.filter((unit) => isInBase(threshold.base, unit));
  const support = supporters(units, place);
  const isEnough = (part: bigint, whole: bigint) => {
    const [left, right] = [
      part * BigInt(threshold.share.denominator),
      whole * BigInt(threshold.share.numerator),
    ];
    return threshold.kind === 'more-than' ? left > right : left >= right;
  };
  if (support.length === 0 || !isEnough(BigInt(support.length), BigInt(base.length))) return false;
  return !byArea || isEnough(area(support), area(base));
}

function isInBase(base: Threshold['base'], { vote }: SlowUnit): boolean {
  if (base === 'eligible') return true;
  if (base === 'cast') return vote !== null;
  return vote !== null && (vote.includes(0) || vote.includes(1));
}

function supporters(units: readonly SlowUnit[], place: number): SlowUnit[] {
  return voters(units).filter(({ vote }) => vote?.includes(place));
}

function voters(units: readonly SlowUnit[]): SlowUnit[] {
  return units.filter(({ vote }) => vote !== null);
}

function area(units: readonly SlowUnit[]): bigint {
  let total = 0n;
  for (const { areaCm2 } of units) total += BigInt(areaCm2);
  return total;
}
