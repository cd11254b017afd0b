import { describe, expect, test } from 'vitest';
import type { BallotRule, Threshold } from './ballot-rule.ts';
import { BALLOT_TEMPLATES } from './ballot-templates.ts';
import type { ElectorateNumbers } from './electorate-numbers.ts';
import { ruleSentence } from './rule-sentence.ts';

const SHOPS: ElectorateNumbers = {
  name: '鱼巷商户',
  unitWord: '家商户',
  eligible: 48,
  eligibleAreaCm2: null,
  present: null,
  presentAreaCm2: null,
};
const HOMES: ElectorateNumbers = {
  ...SHOPS,
  name: '永安里住户',
  unitWord: '户',
  eligible: 120,
  eligibleAreaCm2: 102_345_600,
};
const LIST: ElectorateNumbers = { ...SHOPS, name: '理事', unitWord: '个表决单位', eligible: 9 };

const RULE: BallotRule = {
  method: { kind: 'for-against' },
  options: ['同意', '反对', '弃权'],
  registers: [{ name: '鱼巷商户', source: { kind: 'merchants', associationId: 'yongan' } }],
  quorum: null,
  threshold: null,
  byArea: false,
  secret: false,
  changeable: true,
  showsTurnout: true,
};
const ONE_OF: BallotRule = { ...RULE, method: { kind: 'one-of' }, options: ['甲', '乙', '丙'] };
const UP_TO: BallotRule = { ...ONE_OF, method: { kind: 'up-to', most: 3, seats: 2 } };
const RANKED: BallotRule = { ...ONE_OF, method: { kind: 'ranked' } };

describe('The rule says', () => {
  test.for<[string, BallotRule, ElectorateNumbers, string]>([
    ['no quorum', RULE, SHOPS, '共 48 家商户有表决权，不论多少家参加都有效，同意的比反对的多即通过'],
    ['units of any kind', RULE, LIST, '共 9 个表决单位，不论多少个单位参加都有效，同意的比反对的多即通过'],
    [
      'a quorum of all',
      { ...RULE, ...quorum(2, 3) },
      SHOPS,
      '共 48 家商户有表决权，至少 32 家参加，同意的比反对的多即通过',
    ],
    [
      'a quorum rounded up',
      { ...RULE, ...quorum(2, 3) },
      listOf(10),
      '共 10 个表决单位，至少 7 个单位参加，同意的比反对的多即通过',
    ],
    [
      'a quorum of those present before the meeting',
      { ...RULE, ...quorum(2, 3, 'present') },
      SHOPS,
      '共 48 家商户有表决权，参加的不少于到会家数的三分之二，同意的比反对的多即通过',
    ],
    [
      'a quorum of those present at the meeting',
      { ...RULE, ...quorum(2, 3, 'present') },
      { ...SHOPS, present: 40 },
      '共 48 家商户有表决权，至少 27 家参加（到会 40 家的三分之二），同意的比反对的多即通过',
    ],
    [
      'a quorum of everybody present, by area too',
      { ...RULE, ...quorum(1, 1, 'present'), byArea: true },
      HOMES,
      '共 120 户有表决权，参加的不少于到会户数，且参加的户合计面积不少于到会面积，同意的户数和面积都比反对的多即通过',
    ],
    [
      'a quorum by area of those present',
      { ...RULE, ...quorum(2, 3, 'present'), byArea: true },
      { ...HOMES, present: 40, presentAreaCm2: 40_000_000 },
      '共 120 户有表决权，至少 27 户参加（到会 40 户的三分之二），且参加的户合计面积不少于 2666.67 平方米，同意的户数和面积都比反对的多即通过',
    ],
    [
      'one of several',
      ONE_OF,
      SHOPS,
      '共 48 家商户有表决权，不论多少家参加都有效，每家选一项，得票最多的一项选中，票数相同就没有结果',
    ],
    [
      'one of several with a majority',
      { ...ONE_OF, ...threshold(1, 2, 'more-than', 'cast') },
      SHOPS,
      '共 48 家商户有表决权，不论多少家参加都有效，每家选一项，得票最多的一项有参加者过半数支持才算选中',
    ],
    [
      'one of several with a minority',
      { ...ONE_OF, ...threshold(1, 3, 'at-least', 'eligible') },
      SHOPS,
      '共 48 家商户有表决权，不论多少家参加都有效，每家选一项，得票最多的一项有至少 16 家支持才算选中，票数相同就没有结果',
    ],
    [
      'one of several by area',
      { ...ONE_OF, ...threshold(1, 2, 'more-than', 'cast'), byArea: true },
      HOMES,
      '共 120 户有表决权，不论多少户参加都有效，每户选一项，得票最多的一项按户数和按面积都有参加者过半数支持才算选中',
    ],
    [
      'several of several',
      UP_TO,
      SHOPS,
      '共 48 家商户有表决权，不论多少家参加都有效，每家最多选 3 项，得票最多的 2 项选中，最后的名额票数相同就空着',
    ],
    [
      'one vote for one seat',
      { ...UP_TO, method: { kind: 'up-to', most: 1, seats: 1 } },
      SHOPS,
      '共 48 家商户有表决权，不论多少家参加都有效，每家选一项，得票最多的一项选中，票数相同就没有结果',
    ],
    [
      'several of several with a threshold',
      { ...UP_TO, ...threshold(1, 3, 'at-least', 'cast') },
      SHOPS,
      '共 48 家商户有表决权，不论多少家参加都有效，每家最多选 3 项，有参加者三分之一以上支持、得票最多的 2 项选中，最后的名额票数相同就空着',
    ],
    [
      'several of several by area',
      { ...UP_TO, ...threshold(1, 2, 'more-than', 'eligible'), byArea: true },
      HOMES,
      '共 120 户有表决权，不论多少户参加都有效，每户最多选 3 项，有至少 61 户支持、且支持的户合计面积不少于 5117.29 平方米、得票最多的 2 项选中，最后的名额票数相同就空着',
    ],
    [
      'a ranking',
      RANKED,
      SHOPS,
      '共 48 家商户有表决权，不论多少家参加都有效，每家把选项按喜欢的先后排好（可以只排几项），先数排在第一的，没有哪项过半数，就去掉票最少的（票数相同的一起去掉），把票转给排在后面的再数，直到有一项过半数，剩下的票数都相同就没有结果',
    ],
  ])('%s', ([, rule, register, expected]) => {
    expect(ruleSentence(rule, [register])).toBe(expected);
  });

  test.for<[Threshold['base'], number, number, Threshold['kind'], string]>([
    ['cast', 1, 2, 'more-than', '参加者过半数同意即通过'],
    ['cast', 2, 3, 'at-least', '参加者三分之二以上同意即通过'],
    ['cast', 3, 4, 'at-least', '参加者四分之三以上同意即通过'],
    ['cast', 6, 9, 'at-least', '参加者三分之二以上同意即通过'],
    ['cast', 60, 100, 'at-least', '参加者百分之六十以上同意即通过'],
    ['cast', 13, 20, 'at-least', '参加者二十分之十三以上同意即通过'],
    ['cast', 2, 3, 'more-than', '参加者超过三分之二同意即通过'],
    ['cast', 1, 1, 'at-least', '参加者全部同意即通过'],
    ['cast', 1, 2, 'at-least', '参加者至少半数同意、且同意的比反对的多即通过'],
    ['cast', 1, 3, 'at-least', '参加者三分之一以上同意、且同意的比反对的多即通过'],
    ['for-against', 1, 2, 'more-than', '不算弃权，同意的比反对的多即通过'],
    ['for-against', 2, 3, 'at-least', '不算弃权，三分之二以上同意即通过'],
    ['for-against', 2, 3, 'more-than', '不算弃权，超过三分之二同意即通过'],
    ['for-against', 1, 2, 'at-least', '不算弃权，至少半数同意、且同意的比反对的多即通过'],
    ['eligible', 1, 2, 'more-than', '至少 25 家同意即通过'],
    ['eligible', 1, 2, 'at-least', '至少 24 家同意、且同意的比反对的多即通过'],
    ['eligible', 2, 3, 'at-least', '至少 32 家同意即通过'],
    ['eligible', 2, 3, 'more-than', '至少 33 家同意即通过'],
    ['eligible', 1, 1, 'at-least', '至少 48 家同意即通过'],
  ])('of %s, %d/%d %s: %s', ([base, numerator, denominator, kind, expected]) => {
    const rule = { ...RULE, ...quorum(2, 3), ...threshold(numerator, denominator, kind, base) };
    expect(ruleSentence(rule, [SHOPS])).toBe(`共 48 家商户有表决权，至少 32 家参加，${expected}`);
  });

  test.for<[Threshold['base'], number, number, Threshold['kind'], string]>([
    ['cast', 1, 2, 'more-than', '按户数和按面积，都有参加者过半数同意即通过'],
    ['cast', 3, 4, 'at-least', '按户数和按面积，都有参加者四分之三以上同意即通过'],
    [
      'cast',
      1,
      3,
      'at-least',
      '按户数和按面积，都有参加者三分之一以上同意、且同意的户数和面积都比反对的多即通过',
    ],
    ['for-against', 1, 2, 'more-than', '不算弃权，同意的户数和面积都比反对的多即通过'],
    ['for-against', 3, 4, 'at-least', '不算弃权，按户数和按面积，都有四分之三以上同意即通过'],
    ['eligible', 1, 2, 'more-than', '至少 61 户同意、且同意的户合计面积不少于 5117.29 平方米即通过'],
    ['eligible', 3, 4, 'at-least', '至少 90 户同意、且同意的户合计面积不少于 7675.92 平方米即通过'],
  ])('by area, of %s, %d/%d %s: %s', ([base, numerator, denominator, kind, expected]) => {
    const rule = { ...RULE, ...quorum(2, 3), ...threshold(numerator, denominator, kind, base), byArea: true };
    expect(ruleSentence(rule, [HOMES])).toBe(
      `共 120 户有表决权，至少 80 户参加，且参加的户合计面积不少于 6823.04 平方米，${expected}`,
    );
  });

  test('that two registers must both pass', () => {
    const rule = { ...RULE, ...quorum(2, 3), ...threshold(1, 2, 'more-than', 'cast') };
    expect(ruleSentence(rule, [SHOPS, HOMES])).toBe(
      '鱼巷商户：共 48 家商户有表决权，至少 32 家参加，参加者过半数同意即通过；' +
        '永安里住户：共 120 户有表决权，至少 80 户参加，参加者过半数同意即通过；两边都通过才算通过',
    );
  });

  test('areas that are finer than a certificate exactly', () => {
    const rule = { ...RULE, ...quorum(1, 2), byArea: true };
    expect(ruleSentence(rule, [{ ...HOMES, eligibleAreaCm2: 1_000_002 }])).toContain('不少于 50.0001 平方米');
  });

  test('areas only where they are known: a bug otherwise', () => {
    const rule = { ...RULE, ...quorum(1, 2), byArea: true };
    expect(() => ruleSentence(rule, [SHOPS])).toThrow('Not loaded: area');
  });
});

test.for(BALLOT_TEMPLATES.map((template) => [template.name, template] as const))(
  'The template %s has a sentence with no gap in it',
  ([, { rule }]) => {
    const sentence = ruleSentence({ ...RULE, ...rule, options: rule.options ?? ['甲', '乙', '丙', '丁'] }, [
      HOMES,
    ]);
    expect(sentence).toMatch(/^共 120 户有表决权，/);
    expect(sentence).not.toMatch(/undefined|null|NaN|，，|[，；。]$/);
  },
);

function listOf(eligible: number): ElectorateNumbers {
  return { ...LIST, eligible };
}

function quorum(numerator: number, denominator: number, base: 'eligible' | 'present' = 'eligible') {
  return { quorum: { share: { numerator, denominator }, base } };
}

function threshold(
  numerator: number,
  denominator: number,
  kind: Threshold['kind'],
  base: Threshold['base'],
): { threshold: Threshold } {
  return { threshold: { share: { numerator, denominator }, kind, base } };
}
