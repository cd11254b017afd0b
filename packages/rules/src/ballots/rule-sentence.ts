import { must } from '../must.ts';
import { sayLeastArea } from './areas.ts';
import type { BallotRule, Quorum, Threshold } from './ballot-rule.ts';
import { type ElectorateNumbers, sayUnits, WORDS } from './electorate-numbers.ts';
import { fewestReaching, isMajority, leastReaching, sayHowMany, sayShare } from './shares.ts';

/**
 * The rule as one plain sentence with this electorate's numbers, without a full stop:
 * 共 48 家商户有表决权，至少 32 家参加，参加者过半数同意即通过.
 *
 * @param registers in the order of the rule's.
 */
export function ruleSentence(rule: BallotRule, registers: readonly ElectorateNumbers[]): string {
  const clauses = registers.map((register) => {
    const electorate = `共 ${register.eligible} ${register.unitWord}有表决权`;
    return [electorate, ...quorumClauses(rule, register), ...decisionClauses(rule, register)].join('，');
  });
  if (clauses.length === 1) return clauses.join('');
  const named = clauses.map((clause, place) => `${must(registers[place], 'register').name}${clause}`);
  return `${named.join('；')}；两边都通过才算通过`;
}

function quorumClauses({ quorum, byArea }: BallotRule, register: ElectorateNumbers): string[] {
  const { counter } = WORDS[register.unitWord];
  if (quorum === null) return [`不论多少${counter}参加都有效`];
  return [quorumUnits(quorum, register), ...(byArea ? [quorumArea(quorum, register)] : [])];
}

function quorumUnits({ share, base }: Quorum, { unitWord, eligible, present }: ElectorateNumbers): string {
  if (base === 'present' && present === null) {
    return `参加的不少于到会${WORDS[unitWord].count}${ofWhichShare(share)}`;
  }
  const units = base === 'present' && present !== null ? present : eligible;
  const needed = `至少 ${sayUnits(fewestReaching(share, 'at-least', units), unitWord)}参加`;
  return base === 'present' ? `${needed}（到会 ${sayUnits(units, unitWord)}${ofWhichShare(share)}）` : needed;
}

function quorumArea({ share, base }: Quorum, register: ElectorateNumbers): string {
  const subject = `且参加的${WORDS[register.unitWord].noun}合计面积不少于`;
  if (base === 'present' && register.presentAreaCm2 === null) {
    return `${subject}到会面积${ofWhichShare(share)}`;
  }
  const area = must(
    (base === 'present' ? register.presentAreaCm2 : register.eligibleAreaCm2) ?? undefined,
    'area',
  );
  return `${subject} ${sayLeastArea(leastReaching(share, 'at-least', area), area)} 平方米`;
}

function ofWhichShare(share: Quorum['share']): string {
  return share.numerator === share.denominator ? '' : `的${sayShare(share)}`;
}

function decisionClauses(rule: BallotRule, register: ElectorateNumbers): string[] {
  const { method, threshold, byArea } = rule;
  const { counter, count } = WORDS[register.unitWord];
  const numbers = byArea ? `按${count}和按面积` : '';
  const needsLead = threshold === null || !isMajority(threshold.share, threshold.kind);
  switch (method.kind) {
    case 'for-against':
      return [`${forAgainstClause(rule, register, numbers, needsLead)}即通过`];
    case 'one-of': {
      const support = threshold === null ? '选中' : `${supportClause(threshold, register, numbers)}才算选中`;
      return [`每${counter}选一项`, `得票最多的一项${support}`, ...(needsLead ? ['票数相同就没有结果'] : [])];
    }
    case 'up-to': {
      const { most, seats } = method;
      const support = threshold === null ? '' : `、并且${supportClause(threshold, register, numbers)}`;
      const elected = seats === 1 ? '一项' : ` ${seats} 项`;
      return [
        most === 1 ? `每${counter}选一项` : `每${counter}最多选 ${most} 项`,
        `得票最多${support}的${elected}选中`,
        seats === 1 ? '票数相同就没有结果' : '最后的名额票数相同就空着',
      ];
    }
    case 'ranked':
      return [
        `每${counter}把选项按喜欢的先后排好，可以只排几项`,
        '先数各家排在第一位的'.replace('各家', `各${counter}`),
        '没有哪项过半数就去掉票最少的（票数相同的一起去掉），它的票转给下一位，直到有一项过半数',
      ];
  }
}

function forAgainstClause(
  { threshold }: BallotRule,
  register: ElectorateNumbers,
  numbers: string,
  needsLead: boolean,
): string {
  const all = numbers === '' ? '' : `${numbers}，`;
  const both = numbers === '' ? '' : '都';
  const lead = `同意的${both}比反对的多`;
  if (threshold === null) return `${all}${lead}`;
  const { share, kind, base } = threshold;
  if (base === 'for-against') {
    if (kind === 'more-than' && sayShare(share) === '一半') return `${all}${lead}（弃权不算）`;
    const part = `${all}同意的${both}占同意和反对总数的${sayHowMany(share, kind)}（弃权不算）`;
    return needsLead ? `${part}、且比反对的多` : part;
  }
  const part =
    base === 'cast'
      ? `${all}${both === '' ? '' : '都有'}参加者${sayHowMany(share, kind)}同意`
      : atLeast(threshold, register, '同意', numbers !== '');
  return needsLead ? `${part}、且同意的${both}比反对的多` : part;
}

function supportClause(threshold: Threshold, register: ElectorateNumbers, numbers: string): string {
  if (threshold.base === 'eligible') return `有${atLeast(threshold, register, '支持', numbers !== '')}`;
  return `${numbers}${numbers === '' ? '' : '都'}有参加者${sayHowMany(threshold.share, threshold.kind)}支持`;
}

function atLeast(
  { share, kind }: Threshold,
  register: ElectorateNumbers,
  verb: string,
  byArea: boolean,
): string {
  const { unitWord, eligible, eligibleAreaCm2 } = register;
  const units = `至少 ${sayUnits(fewestReaching(share, kind, eligible), unitWord)}${verb}`;
  if (!byArea) return units;
  const area = must(eligibleAreaCm2 ?? undefined, 'area');
  const least = sayLeastArea(leastReaching(share, kind, area), area);
  return `${units}、且${verb}的${WORDS[unitWord].noun}合计面积不少于 ${least} 平方米`;
}
