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
    const electorate = `共 ${register.eligible} ${WORDS[register.unitWord].electorate}`;
    return [electorate, ...quorumClauses(rule, register), ...decisionClauses(rule, register)].join('，');
  });
  if (clauses.length === 1) return clauses.join('');
  const named = clauses.map((clause, place) => `${must(registers[place], 'register').name}：${clause}`);
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
  const { method, threshold } = rule;
  const each = `每${WORDS[register.unitWord].counter}`;
  const canTie = threshold === null || !isMajority(threshold.share, threshold.kind);
  switch (method.kind) {
    case 'for-against':
      return forAgainstClauses(rule, register, canTie);
    case 'one-of': {
      const most = `得票最多的一项${threshold === null ? '' : supportClause(rule, threshold, register)}`;
      const tie = canTie ? ['票数相同就没有结果'] : [];
      return [`${each}选一项`, `${most}${threshold === null ? '选中' : '才算选中'}`, ...tie];
    }
    case 'up-to': {
      const { most, seats } = method;
      const support = threshold === null ? '' : `${supportClause(rule, threshold, register)}、`;
      return [
        most === 1 ? `${each}选一项` : `${each}最多选 ${most} 项`,
        `${support}得票最多的${seats === 1 ? '一项' : ` ${seats} 项`}选中`,
        seats === 1 ? '票数相同就没有结果' : '最后的名额票数相同就空着',
      ];
    }
    case 'ranked':
      return [
        `${each}把选项按喜欢的先后排好（可以只排几项）`,
        '先数排在第一的',
        '没有哪项过半数，就去掉票最少的（票数相同的一起去掉），把票转给排在后面的再数，直到有一项过半数',
        '剩下的票数都相同就没有结果',
      ];
  }
}

function forAgainstClauses(
  { threshold, byArea }: BallotRule,
  register: ElectorateNumbers,
  canTie: boolean,
): string[] {
  const { count } = WORDS[register.unitWord];
  const lead = byArea ? `同意的${count}和面积都比反对的多` : '同意的比反对的多';
  if (threshold === null) return [`${lead}即通过`];
  const { share, kind, base } = threshold;
  const and = canTie ? `、且${lead}` : '';
  if (base === 'eligible') return [`${atLeast(threshold, register, '同意', byArea)}${and}即通过`];
  const numbers = byArea ? [`按${count}和按面积`] : [];
  if (base === 'cast') {
    return [...numbers, `${byArea ? '都有' : ''}参加者${sayHowMany(share, kind)}同意${and}即通过`];
  }
  if (kind === 'more-than' && sayShare(share) === '一半') return ['不算弃权', `${lead}即通过`];
  return ['不算弃权', ...numbers, `${byArea ? '都有' : ''}${sayHowMany(share, kind)}同意${and}即通过`];
}

function supportClause({ byArea }: BallotRule, threshold: Threshold, register: ElectorateNumbers): string {
  if (threshold.base === 'eligible') return `有${atLeast(threshold, register, '支持', byArea)}`;
  const numbers = byArea ? `按${WORDS[register.unitWord].count}和按面积都` : '';
  return `${numbers}有参加者${sayHowMany(threshold.share, threshold.kind)}支持`;
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
