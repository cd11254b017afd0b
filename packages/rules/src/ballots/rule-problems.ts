import {
  type BallotRule,
  FOR_AGAINST_OPTIONS,
  type Fraction,
  OPTIONS_MAX,
  REGISTERS_MAX,
  type Register,
  SHARE_DENOMINATOR_MAX,
} from './ballot-rule.ts';

/** Why a rule makes no sense, as the person who publishes it reads it. */
export const BALLOT_RULE_PROBLEMS = {
  'options-too-few': '至少要有两个选项。',
  'options-too-many': `选项太多了，最多 ${OPTIONS_MAX} 个。`,
  'options-blank': '有的选项还没有写内容。',
  'options-duplicate': '有两个选项写得一样，请改掉一个。',
  'options-not-for-against': '“同意、反对、弃权”的表决，选项就是这三个，不能改。',
  'most-out-of-range': '“最多选几项”至少是 1，也不能比选项还多。',
  'seats-out-of-range': '“选出几项”至少是 1，并且要比选项少，不然就没有可选的了。',
  'registers-missing': '还没有选由谁来投票。',
  'registers-too-many': '最多只能有两个名册。',
  'registers-only-for-against': '两个名册都要通过的，只能用“同意、反对、弃权”来表决。',
  'registers-unnamed': '名册还没有名字。',
  'registers-same-name': '两个名册的名字一样，大家会分不清。',
  'registers-same-source': '两个名册是同一批人，留一个就够了。',
  'list-empty': '名单是空的，没有人可以投票。',
  'list-duplicate': '名单里有重复的，每一个只能写一次。',
  'quorum-share-invalid': '“多少参加才有效”要在 0 和全部之间，比如三分之二。',
  'quorum-present-without-meeting': '没有会议就没有“到会”的人数，请改成按有表决权的计算。',
  'threshold-share-invalid': '“多少支持才通过”要在 0 和全部之间；“超过全部”是做不到的。',
  'threshold-with-ranked': '排序的表决本身就要过半数，不用再设通过门槛。',
  'threshold-base-only-for-against': '“只算同意和反对”只能用在“同意、反对、弃权”的表决里。',
  'area-with-secret': '不记名的表决不能按面积计算：面积几乎每户不同，看面积就知道是谁家的票。',
  'area-with-merchants': '商户没有登记面积，只有住户或名单可以按面积计算。',
  'area-without-threshold': '按面积计算时，要设一个通过门槛。',
} as const;

export type BallotRuleProblem = keyof typeof BALLOT_RULE_PROBLEMS;

/** All reasons why a ballot can't be held by this rule, each once; none for a sound rule. */
export function ruleProblems(
  rule: BallotRule,
  { hasMeeting }: { readonly hasMeeting: boolean },
): BallotRuleProblem[] {
  const { method, options, registers, quorum, threshold } = rule;
  const isForAgainst = method.kind === 'for-against';
  const found: Record<BallotRuleProblem, boolean> = {
    'options-too-few': options.length < 2,
    'options-too-many': options.length > OPTIONS_MAX,
    'options-blank': options.some((option) => option.trim() === ''),
    'options-duplicate': hasDuplicates(options.map((option) => option.trim())),
    'options-not-for-against': isForAgainst && !isEqualList(options, FOR_AGAINST_OPTIONS),
    'most-out-of-range': method.kind === 'up-to' && !isBetween(method.most, 1, options.length),
    'seats-out-of-range': method.kind === 'up-to' && !isBetween(method.seats, 1, options.length - 1),
    'registers-missing': registers.length === 0,
    'registers-too-many': registers.length > REGISTERS_MAX,
    'registers-only-for-against': registers.length > 1 && !isForAgainst,
    'registers-unnamed': registers.some(({ name }) => name.trim() === ''),
    'registers-same-name': hasDuplicates(registers.map(({ name }) => name.trim())),
    'registers-same-source': hasDuplicates(registers.map(sourceKey)),
    'list-empty': registers.some(({ source }) => source.kind === 'list' && source.unitIds.length === 0),
    'list-duplicate': registers.some(({ source }) => source.kind === 'list' && hasDuplicates(source.unitIds)),
    'quorum-share-invalid': quorum !== null && !isShare(quorum.share),
    'quorum-present-without-meeting': quorum?.base === 'present' && !hasMeeting,
    'threshold-share-invalid':
      threshold !== null &&
      (!isShare(threshold.share) || (threshold.kind === 'more-than' && isWhole(threshold.share))),
    'threshold-with-ranked': method.kind === 'ranked' && threshold !== null,
    'threshold-base-only-for-against': threshold?.base === 'for-against' && !isForAgainst,
    'area-with-secret': rule.byArea && rule.secret,
    'area-with-merchants': rule.byArea && registers.some(({ source }) => source.kind === 'merchants'),
    // Which option leads is a matter of numbers; without a threshold the area would decide nothing.
    'area-without-threshold': rule.byArea && !isForAgainst && threshold === null,
  };
  return (Object.keys(found) as BallotRuleProblem[]).filter((problem) => found[problem]);
}

function isEqualList(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((item, place) => item === other[place]);
}

function isBetween(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}

function hasDuplicates(items: readonly string[]): boolean {
  return new Set(items).size < items.length;
}

function sourceKey({ source }: Register): string {
  switch (source.kind) {
    case 'merchants':
      return `merchants ${source.associationId}`;
    case 'households':
      return `households ${source.communityId}`;
    case 'list':
      return `list ${[...source.unitIds].sort().join(' ')}`;
  }
}

function isShare({ numerator, denominator }: Fraction): boolean {
  return isBetween(denominator, 1, SHARE_DENOMINATOR_MAX) && isBetween(numerator, 1, denominator);
}

function isWhole({ numerator, denominator }: Fraction): boolean {
  return numerator === denominator;
}
