import { describe, expect, test } from 'vitest';
import type { BallotRule, Fraction, Register, Threshold } from './ballot-rule.ts';
import { BALLOT_TEMPLATES } from './ballot-templates.ts';
import { BALLOT_RULE_PROBLEMS, type BallotRuleProblem, ruleProblems } from './rule-problems.ts';

const SHOPS: Register = { name: '鱼巷商户', source: { kind: 'merchants', associationId: 'yongan' } };
const HOMES: Register = { name: '永安里住户', source: { kind: 'households', communityId: 'yongan' } };
const LIST: Register = { name: '理事', source: { kind: 'list', unitIds: ['a', 'b'] } };

const RULE: BallotRule = {
  method: { kind: 'for-against' },
  options: ['同意', '反对', '弃权'],
  registers: [SHOPS],
  quorum: null,
  threshold: null,
  byArea: false,
  secret: false,
  changeable: true,
  showsTurnout: true,
};
const ONE_OF: BallotRule = { ...RULE, method: { kind: 'one-of' }, options: ['甲', '乙', '丙'] };
const RANKED: BallotRule = { ...ONE_OF, method: { kind: 'ranked' } };
const BY_AREA: BallotRule = { ...RULE, registers: [HOMES], byArea: true };

describe('A sound rule', () => {
  test.for<[string, BallotRule]>([
    ['for or against', RULE],
    ['in two registers', { ...RULE, registers: [SHOPS, HOMES] }],
    ['one of several, with a threshold', { ...ONE_OF, threshold: threshold(1, 2, 'more-than', 'cast') }],
    ['three seats of four, one vote each', upTo(1, 3)],
    ['one seat, a vote for each option', upTo(4, 1)],
    ['a ranking', RANKED],
    ['for or against by area, without a threshold', BY_AREA],
    ['a list by area', { ...BY_AREA, registers: [LIST] }],
    [
      'everybody takes part and agrees',
      {
        ...RULE,
        quorum: { share: share(1, 1), base: 'eligible' },
        threshold: threshold(1, 1, 'at-least', 'eligible'),
      },
    ],
  ])('has no problem: %s', ([, rule]) => {
    expect(ruleProblems(rule, { hasMeeting: false })).toEqual([]);
  });

  test.for(BALLOT_TEMPLATES.map((template) => [template.name, template] as const))(
    'comes of the template %s',
    ([, { rule }]) => {
      const registers = [rule.byArea ? HOMES : SHOPS];
      const options = rule.options ?? ['甲', '乙', '丙', '丁'];
      expect(ruleProblems({ ...rule, options, registers }, { hasMeeting: false })).toEqual([]);
    },
  );
});

describe('A rule that makes no sense', () => {
  test.for<[BallotRuleProblem, BallotRule]>([
    ['options-too-few', { ...ONE_OF, options: ['甲'] }],
    ['options-too-many', { ...ONE_OF, options: Array.from({ length: 31 }, (_, n) => `${n}`) }],
    ['options-blank', { ...ONE_OF, options: ['甲', ' '] }],
    ['options-duplicate', { ...ONE_OF, options: ['甲', '乙', '甲 '] }],
    ['options-not-for-against', { ...RULE, options: ['同意', '反对'] }],
    ['options-not-for-against', { ...RULE, options: ['反对', '同意', '弃权'] }],
    ['most-out-of-range', upTo(0, 2)],
    ['most-out-of-range', upTo(5, 2)],
    ['most-out-of-range', upTo(1.5, 2)],
    ['seats-out-of-range', upTo(2, 0)],
    ['seats-out-of-range', upTo(2, 4)],
    ['registers-missing', { ...RULE, registers: [] }],
    ['registers-too-many', { ...RULE, registers: [SHOPS, HOMES, LIST] }],
    ['registers-only-for-against', { ...ONE_OF, registers: [SHOPS, HOMES] }],
    ['registers-unnamed', { ...RULE, registers: [{ ...SHOPS, name: ' ' }] }],
    ['registers-same-name', { ...RULE, registers: [SHOPS, { ...HOMES, name: SHOPS.name }] }],
    ['registers-same-source', { ...RULE, registers: [SHOPS, { ...SHOPS, name: '别的' }] }],
    [
      'registers-same-source',
      { ...RULE, registers: [LIST, { name: '别的', source: { kind: 'list', unitIds: ['b', 'a'] } }] },
    ],
    ['list-empty', { ...RULE, registers: [{ ...LIST, source: { kind: 'list', unitIds: [] } }] }],
    ['list-duplicate', { ...RULE, registers: [{ ...LIST, source: { kind: 'list', unitIds: ['a', 'a'] } }] }],
    ['quorum-share-invalid', { ...RULE, quorum: { share: share(0, 3), base: 'eligible' } }],
    ['quorum-share-invalid', { ...RULE, quorum: { share: share(4, 3), base: 'eligible' } }],
    ['quorum-share-invalid', { ...RULE, quorum: { share: share(1, 101), base: 'eligible' } }],
    ['quorum-share-invalid', { ...RULE, quorum: { share: share(0.5, 1), base: 'eligible' } }],
    ['quorum-present-without-meeting', { ...RULE, quorum: { share: share(1, 2), base: 'present' } }],
    ['threshold-share-invalid', { ...RULE, threshold: threshold(1, 0, 'at-least', 'cast') }],
    ['threshold-share-invalid', { ...RULE, threshold: threshold(2, 2, 'more-than', 'cast') }],
    ['threshold-share-invalid', { ...RULE, threshold: threshold(0, 2, 'more-than', 'cast') }],
    ['threshold-with-ranked', { ...RANKED, threshold: threshold(1, 2, 'more-than', 'cast') }],
    [
      'threshold-base-only-for-against',
      { ...ONE_OF, threshold: threshold(1, 2, 'more-than', 'for-against') },
    ],
    ['area-with-secret', { ...BY_AREA, secret: true }],
    ['area-with-merchants', { ...BY_AREA, registers: [HOMES, SHOPS] }],
    ['area-without-threshold', { ...ONE_OF, registers: [HOMES], byArea: true }],
  ])('is told: %s', ([problem, rule]) => {
    expect(ruleProblems(rule, { hasMeeting: false })).toEqual([problem]);
  });

  test('is told everything at once', () => {
    const rule: BallotRule = { ...RANKED, options: [''], registers: [], byArea: true, secret: true };
    expect(ruleProblems(rule, { hasMeeting: false })).toEqual([
      'options-too-few',
      'options-blank',
      'registers-missing',
      'area-with-secret',
      'area-without-threshold',
    ]);
  });

  test('at a meeting may be one that makes sense', () => {
    const rule: BallotRule = { ...RULE, quorum: { share: share(1, 2), base: 'present' } };
    expect(ruleProblems(rule, { hasMeeting: true })).toEqual([]);
  });

  test('is told in plain sentences', () => {
    for (const sentence of Object.values(BALLOT_RULE_PROBLEMS)) expect(sentence).toMatch(/^[^A-Za-z]+。$/);
  });
});

function upTo(most: number, seats: number): BallotRule {
  return { ...ONE_OF, method: { kind: 'up-to', most, seats }, options: ['甲', '乙', '丙', '丁'] };
}

function share(numerator: number, denominator: number): Fraction {
  return { numerator, denominator };
}

function threshold(
  numerator: number,
  denominator: number,
  kind: Threshold['kind'],
  base: Threshold['base'],
): Threshold {
  return { share: share(numerator, denominator), kind, base };
}
