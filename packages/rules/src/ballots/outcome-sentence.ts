import { must } from '../must.ts';
import { sayArea, sayLeastArea } from './areas.ts';
import { AGAINST, type BallotRule, FOR, type Threshold } from './ballot-rule.ts';
import { sayUnits, WORDS } from './electorate-numbers.ts';
import { sayShare } from './shares.ts';
import type { BallotTally, OptionCount, RegisterTally, ThresholdTally } from './tally.ts';

type Decided = Pick<BallotTally, 'outcome' | 'winners' | 'tied'>;

/** Why a ballot ended as it did, with the numbers, as one plain sentence without a full stop. */
export function outcomeSentence(
  rule: BallotRule,
  registers: readonly RegisterTally[],
  decided: Decided,
): string {
  if (registers.length === 1) return registerSentence(rule, must(registers[0], 'register'), decided);
  const clauses = registers.map(
    (register) => `${register.name}：${registerSentence(rule, register, decided)}`,
  );
  return `${clauses.join('；')}；${TOGETHER[decided.outcome]}`;
}

const TOGETHER: Readonly<Record<Decided['outcome'], string>> = {
  passed: '两边都通过，所以通过',
  'not-passed': '没有两边都通过，所以没有通过',
  'no-quorum': '要两边参加的都够才有效，所以表决无效',
  tied: '没有结果',
};

function registerSentence(rule: BallotRule, register: RegisterTally, decided: Decided): string {
  if (register.quorum?.met === false) return quorumSentence(register, register.quorum);
  switch (rule.method.kind) {
    case 'for-against':
      return forAgainstSentence(rule, register);
    case 'one-of':
    case 'up-to':
      return chosenSentence(rule, register, decided);
    case 'ranked':
      return rankedSentence(rule, register, decided);
  }
}

function quorumSentence(
  { unitWord, tookPart, tookPartAreaCm2, eligibleAreaCm2, presentAreaCm2 }: RegisterTally,
  { neededUnits, neededAreaCm2 }: { readonly neededUnits: number; readonly neededAreaCm2: number | null },
): string {
  const clauses: string[] = [];
  if (tookPart < neededUnits) {
    clauses.push(`只有 ${sayUnits(tookPart, unitWord)}参加，不到需要的 ${sayUnits(neededUnits, unitWord)}`);
  }
  if (neededAreaCm2 !== null && tookPartAreaCm2 !== null && tookPartAreaCm2 < neededAreaCm2) {
    const areas = [tookPartAreaCm2, eligibleAreaCm2 ?? 0, presentAreaCm2 ?? 0];
    clauses.push(
      `参加的${WORDS[unitWord].noun}合计面积只有 ${sayArea(tookPartAreaCm2)} 平方米，` +
        `不到需要的 ${sayLeastArea(neededAreaCm2, ...areas)} 平方米`,
    );
  }
  return `${clauses.join('，')}，表决无效`;
}

function forAgainstSentence({ threshold: asked }: BallotRule, register: RegisterTally): string {
  if (register.tookPart === 0) return '没有人投票，没有通过';
  const inFavour = must(register.counts[FOR], 'votes for');
  const against = must(register.counts[AGAINST], 'votes against');
  const ending = register.passed ? '通过' : '没有通过';
  if (asked === null || register.threshold === null) {
    return `${comparison(inFavour, against)}，${ending}`;
  }
  const leads =
    inFavour.votes > against.votes &&
    (inFavour.areaCm2 === null || against.areaCm2 === null || inFavour.areaCm2 > against.areaCm2);
  const reached = reachedClauses(
    asked,
    register,
    register.threshold,
    inFavour,
    `同意 ${inFavour.votes} 票`,
    '同意的',
  );
  // Where the threshold alone would have let it pass.
  const lead = register.threshold.met && !leads ? [`但${comparison(inFavour, against)}`] : [];
  return `${[...reached, ...lead].join('；')}，${ending}`;
}

/** 同意 30 票，反对 8 票，同意的多. */
function comparison(inFavour: OptionCount, against: OptionCount): string {
  const votes = `同意 ${inFavour.votes} 票，反对 ${against.votes} 票，${whichIsMore(inFavour.votes, against.votes)}`;
  if (inFavour.areaCm2 === null || against.areaCm2 === null) return votes;
  return (
    `${votes}；同意的面积 ${sayArea(inFavour.areaCm2)} 平方米，反对的面积 ${sayArea(against.areaCm2)} 平方米，` +
    whichIsMore(inFavour.areaCm2, against.areaCm2)
  );
}

function whichIsMore(inFavour: number, against: number): string {
  if (inFavour === against) return '一样多';
  return inFavour > against ? '同意的多' : '反对的多';
}

/** 同意 30 票，超过参加的 40 家的一半（需要至少 21 票）: by number, and by area where the rule asks for it. */
function reachedClauses(
  asked: Threshold,
  register: RegisterTally,
  { baseUnits, baseAreaCm2, neededVotes, neededAreaCm2 }: ThresholdTally,
  count: OptionCount,
  votes: string,
  whose: string,
): string[] {
  const { unitWord } = register;
  const byNumber =
    `${votes}，${verdictVerb(asked, count.votes >= neededVotes)}${baseWords(asked, sayUnits(baseUnits, unitWord), `${baseUnits} 票`)}` +
    `${ofShare(asked)}（需要至少 ${neededVotes} 票）`;
  if (neededAreaCm2 === null || baseAreaCm2 === null || count.areaCm2 === null) return [byNumber];
  const base = `${sayArea(baseAreaCm2)} 平方米`;
  const least = sayLeastArea(neededAreaCm2, baseAreaCm2, count.areaCm2);
  const byArea =
    `${whose}合计面积 ${sayArea(count.areaCm2)} 平方米，` +
    `${verdictVerb(asked, count.areaCm2 >= neededAreaCm2)}${baseWords(asked, base, base)}` +
    `${ofShare(asked)}（需要至少 ${least} 平方米）`;
  return [byNumber, byArea];
}

function verdictVerb({ kind }: Threshold, isReached: boolean): string {
  return `${isReached ? '' : '没有'}${kind === 'more-than' ? '超过' : '达到'}`;
}

function baseWords({ base }: Threshold, ofUnits: string, ofVotes: string): string {
  return { cast: `参加的 ${ofUnits}`, 'for-against': `同意和反对的 ${ofVotes}`, eligible: `全部 ${ofUnits}` }[
    base
  ];
}

function ofShare({ share }: Threshold): string {
  return share.numerator === share.denominator ? '' : `的${sayShare(share)}`;
}

function chosenSentence(rule: BallotRule, register: RegisterTally, decided: Decided): string {
  const nobody = nobodyChose(register);
  if (nobody !== null) return nobody;
  const { winners, tied } = decided;
  if (winners.length === 0 && tied.length === 0) return oneChosen(rule, register, winners);
  const seats = rule.method.kind === 'up-to' ? rule.method.seats : 1;
  if (seats > 1) return seatsSentence(rule, register, decided, seats);
  return winners.length > 0
    ? oneChosen(rule, register, winners)
    : `${equalVotes(rule, register, tied)}，没有结果`;
}

function seatsSentence(
  rule: BallotRule,
  register: RegisterTally,
  { winners, tied }: Decided,
  seats: number,
): string {
  if (winners.length === 0) return `${seats} 个名额，${equalVotes(rule, register, tied)}，没有结果`;
  const votes = winners.map((place) => `${quoted(rule, place)} ${votesOf(register, place)} 票`);
  const asked = rule.threshold === null ? '' : `（至少 ${boundWords(register)}才能选中）`;
  const chosen = `${votes.join('、')}，选中${asked}`;
  if (winners.length === seats) return chosen;
  const why = tied.length > 0 ? `，${equalVotes(rule, register, tied)}` : '没有选项够票';
  return `${chosen}；其余 ${seats - winners.length} 个名额${why}，空着`;
}

/** “甲”和“乙”都是 12 票，票数相同. */
function equalVotes(rule: BallotRule, register: RegisterTally, tied: readonly number[]): string {
  const names = both(tied.map((place) => quoted(rule, place)));
  return `${names}都是 ${votesOf(register, must(tied[0], 'tied'))} 票，票数相同`;
}

function votesOf({ counts }: Pick<RegisterTally, 'counts'>, place: number): number {
  return must(counts[place], 'votes').votes;
}

/** Of one seat, or where nothing has reached what was asked: how the option with the most votes fared. */
function oneChosen(
  { threshold: asked, ...rule }: BallotRule,
  register: RegisterTally,
  winners: readonly number[],
): string {
  const ending = winners.length > 0 ? '选中' : '没有选出';
  const winner = winners[0];
  const most = Math.max(...register.counts.map(({ votes }) => votes));
  const leaders = register.counts.filter(({ option, votes }) =>
    winner === undefined ? votes === most : option === winner,
  );
  const count = must(leaders[0], 'leader');
  const names = both(leaders.map(({ option }) => quoted(rule, option)));
  const isMost = count.votes === most ? '最多' : '';
  const votes = `${names}${leaders.length > 1 ? '都是' : ''} ${count.votes} 票${isMost}`;
  if (asked === null || register.threshold === null) return `${votes}，${ending}`;
  return `${reachedClauses(asked, register, register.threshold, count, votes, '支持的').join('；')}，${ending}`;
}

function boundWords({ threshold, counts }: RegisterTally): string {
  const { neededVotes, neededAreaCm2, baseAreaCm2 } = must(threshold ?? undefined, 'threshold');
  if (neededAreaCm2 === null) return `${neededVotes} 票`;
  const areas = [baseAreaCm2 ?? 0, ...counts.map(({ areaCm2 }) => areaCm2 ?? 0)];
  return `${neededVotes} 票、合计面积 ${sayLeastArea(neededAreaCm2, ...areas)} 平方米`;
}

function rankedSentence(rule: BallotRule, register: RegisterTally, { winners, tied }: Decided): string {
  const nobody = nobodyChose(register);
  if (nobody !== null) return nobody;
  const rounds = register.rounds ?? [];
  const last = must(rounds[rounds.length - 1], 'round');
  const when = rounds.length === 1 ? '第 1 轮' : `数到第 ${rounds.length} 轮`;
  const valid = last.counts.reduce((total, { votes }) => total + votes, 0);
  const votesOfLast = (place: number) =>
    must(
      last.counts.find(({ option }) => option === place),
      'votes',
    ).votes;
  const winner = winners[0];
  if (winner !== undefined) {
    return `${when}，${quoted(rule, winner)}得 ${votesOfLast(winner)} 票，超过这一轮 ${valid} 票的一半，选中`;
  }
  const names = both(tied.map((place) => quoted(rule, place)));
  return `${when}，${names}都是 ${votesOfLast(must(tied[0], 'tied'))} 票，票数相同，没有结果`;
}

function nobodyChose({ counts, tookPart, unitWord }: RegisterTally): string | null {
  if (tookPart === 0) return '没有人投票，没有选出';
  if (counts.some(({ votes }) => votes > 0)) return null;
  return `投票的 ${sayUnits(tookPart, unitWord)}都弃权，没有选出`;
}

/** “甲”、“乙”和“丙”. */
function both(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join('、')}和${names[names.length - 1]}`;
}

function quoted({ options }: Pick<BallotRule, 'options'>, place: number): string {
  return `“${must(options[place], 'option')}”`;
}
