import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type BallotMethod,
  type BallotRule,
  FOR_AGAINST_OPTIONS,
  type Quorum,
  type Threshold,
} from './ballot-rule.ts';
import { ruleProblems } from './rule-problems.ts';
import { type SlowUnit, slowCount } from './slow-count.ts';
import { tallyBallot } from './tally-ballot.ts';
import type { RegisterVotes, VoteGroup } from './votes.ts';

const RULE: BallotRule = {
  method: { kind: 'for-against' },
  options: FOR_AGAINST_OPTIONS,
  registers: [{ name: '鱼巷商户', source: { kind: 'merchants', associationId: 'yongan' } }],
  quorum: null,
  threshold: null,
  byArea: false,
  secret: false,
  changeable: true,
  showsTurnout: true,
};
const TWO: BallotRule = {
  ...RULE,
  registers: [
    ...RULE.registers,
    { name: '永安里住户', source: { kind: 'households', communityId: 'yongan' } },
  ],
};
const ONE_OF: BallotRule = { ...RULE, method: { kind: 'one-of' }, options: ['甲', '乙', '丙'] };
const TWO_SEATS: BallotRule = {
  ...RULE,
  method: { kind: 'up-to', most: 3, seats: 2 },
  options: ['甲', '乙', '丙', '丁'],
};
const RANKED: BallotRule = { ...ONE_OF, method: { kind: 'ranked' } };

describe('For or against', () => {
  test.for<[string, Partial<BallotRule>, string, string, string]>([
    ['more for it', {}, '30 8 2', 'passed', '同意 30 票，反对 8 票，同意的多，通过'],
    ['more against it', {}, '8 30 2', 'not-passed', '同意 8 票，反对 30 票，反对的多，没有通过'],
    ['equal', {}, '8 8 2', 'not-passed', '同意 8 票，反对 8 票，一样多，没有通过'],
    ['nobody', {}, '0 0 0', 'not-passed', '没有人投票，没有通过'],
    ['abstentions only', {}, '0 0 9', 'not-passed', '同意 0 票，反对 0 票，一样多，没有通过'],
    [
      'over half of 40',
      threshold(1, 2, 'more-than', 'cast'),
      '30 8 2',
      'passed',
      '同意 30 票，超过参加的 40 家的一半（需要至少 21 票），通过',
    ],
    [
      'just half of 40',
      threshold(1, 2, 'more-than', 'cast'),
      '20 8 12',
      'not-passed',
      '同意 20 票，没有超过参加的 40 家的一半（需要至少 21 票），没有通过',
    ],
    [
      'exactly two thirds',
      threshold(2, 3, 'at-least', 'cast'),
      '26 13 0',
      'passed',
      '同意 26 票，达到参加的 39 家的三分之二（需要至少 26 票），通过',
    ],
    [
      'one fewer than two thirds',
      threshold(2, 3, 'at-least', 'cast'),
      '26 13 1',
      'not-passed',
      '同意 26 票，没有达到参加的 40 家的三分之二（需要至少 27 票），没有通过',
    ],
    [
      'exactly two thirds, where more is asked',
      threshold(2, 3, 'more-than', 'cast'),
      '26 13 0',
      'not-passed',
      '同意 26 票，没有超过参加的 39 家的三分之二（需要至少 27 票），没有通过',
    ],
    [
      'exactly three quarters',
      threshold(3, 4, 'at-least', 'cast'),
      '30 10 0',
      'passed',
      '同意 30 票，达到参加的 40 家的四分之三（需要至少 30 票），通过',
    ],
    [
      'one fewer than three quarters',
      threshold(3, 4, 'at-least', 'cast'),
      '29 11 0',
      'not-passed',
      '同意 29 票，没有达到参加的 40 家的四分之三（需要至少 30 票），没有通过',
    ],
    [
      'abstentions not counted',
      threshold(1, 2, 'more-than', 'for-against'),
      '5 4 30',
      'passed',
      '同意 5 票，超过同意和反对的 9 票的一半（需要至少 5 票），通过',
    ],
    [
      'of all that may vote',
      threshold(1, 2, 'more-than', 'eligible'),
      '24 0 0',
      'not-passed',
      '同意 24 票，没有超过全部 48 家的一半（需要至少 25 票），没有通过',
    ],
    [
      'all of them',
      threshold(1, 1, 'at-least', 'cast'),
      '7 0 0',
      'passed',
      '同意 7 票，达到参加的 7 家（需要至少 7 票），通过',
    ],
    [
      'a third, but more against it',
      threshold(1, 3, 'at-least', 'cast'),
      '15 20 5',
      'not-passed',
      '同意 15 票，达到参加的 40 家的三分之一（需要至少 14 票）；但同意 15 票，反对 20 票，反对的多，没有通过',
    ],
    ['a quorum met', quorum(2, 3), '17 15 0', 'passed', '同意 17 票，反对 15 票，同意的多，通过'],
    ['a quorum missed', quorum(2, 3), '31 0 0', 'no-quorum', '只有 31 家参加，不到需要的 32 家，表决无效'],
    [
      'a quorum that nobody came for',
      quorum(1, 100),
      '0 0 0',
      'no-quorum',
      '只有 0 家参加，不到需要的 1 家，表决无效',
    ],
  ])('%s', ([, rule, votes, outcome, sentence]) => {
    const tally = tallyBallot({ ...RULE, ...rule }, [shops(forAgainst(votes))]);
    expect([tally.outcome, tally.sentence]).toEqual([outcome, sentence]);
    expect(tally.winners).toEqual(outcome === 'passed' ? [0] : []);
  });

  test('a quorum of those present is of them', () => {
    const rule: BallotRule = {
      ...RULE,
      quorum: { share: { numerator: 2, denominator: 3 }, base: 'present' },
    };
    const tally = tallyBallot(rule, [{ ...shops(forAgainst('20 6 0')), present: 40 }]);
    expect(tally.registers[0]?.quorum).toEqual({ neededUnits: 27, neededAreaCm2: null, met: false });
    expect(() => tallyBallot(rule, [shops(forAgainst('20 6 0'))])).toThrow('Not loaded: units of the quorum');
  });

  test('two registers must both pass', () => {
    const rule = { ...TWO, ...quorum(1, 2) };
    const both = tallyBallot(rule, [shops(forAgainst('20 6 0')), homes(forAgainst('50 40 9'))]);
    expect(both.outcome).toBe('passed');
    expect(both.sentence).toBe(
      '鱼巷商户：同意 20 票，反对 6 票，同意的多，通过；' +
        '永安里住户：同意 50 票，反对 40 票，同意的多，通过；两边都通过，所以通过',
    );
    const one = tallyBallot(rule, [shops(forAgainst('20 6 0')), homes(forAgainst('40 50 9'))]);
    expect(one.outcome).toBe('not-passed');
    expect(one.registers.map(({ passed }) => passed)).toEqual([true, false]);
    expect(one.sentence).toMatch(/反对的多，没有通过；没有两边都通过，所以没有通过$/);
    const few = tallyBallot(rule, [shops(forAgainst('20 6 0')), homes(forAgainst('40 0 0'))]);
    expect(few.outcome).toBe('no-quorum');
    expect(few.sentence).toMatch(
      /只有 40 户参加，不到需要的 60 户，表决无效；要两边参加的都够才有效，所以表决无效$/,
    );
  });
});

describe('By floor area', () => {
  const BY_AREA = { ...RULE, ...threshold(1, 2, 'more-than', 'cast'), ...quorum(2, 3), byArea: true };
  const votes = (inFavour: number, favourM2: number, against: number, againstM2: number) =>
    homes(
      [
        { choices: [0], votes: inFavour, areaCm2: favourM2 * 10_000 },
        { choices: [1], votes: against, areaCm2: againstM2 * 10_000 },
      ],
      9000 * 10_000,
    );

  test('number and area must both be reached', () => {
    const passed = tallyBallot(BY_AREA, [votes(60, 4000, 40, 2000)]);
    expect(passed.outcome).toBe('passed');
    expect(passed.sentence).toBe(
      '同意 60 票，超过参加的 100 户的一半（需要至少 51 票）；' +
        '同意的合计面积 4000 平方米，超过参加的 6000 平方米的一半（需要至少 3000.01 平方米），通过',
    );
    const few = tallyBallot(BY_AREA, [votes(60, 3000, 40, 3000)]);
    expect(few.outcome).toBe('not-passed');
    expect(few.sentence).toBe(
      '同意 60 票，超过参加的 100 户的一半（需要至少 51 票）；' +
        '同意的合计面积 3000 平方米，没有超过参加的 6000 平方米的一半（需要至少 3000.01 平方米），没有通过',
    );
  });

  test('the quorum too', () => {
    const tally = tallyBallot(BY_AREA, [votes(60, 4000, 40, 1999.99)]);
    expect(tally.outcome).toBe('no-quorum');
    expect(tally.sentence).toBe('参加的户合计面积只有 5999.99 平方米，不到需要的 6000 平方米，表决无效');
  });

  test('without a threshold there must be more for it by both', () => {
    const tally = tallyBallot({ ...BY_AREA, threshold: null }, [votes(60, 2900, 40, 3100)]);
    expect(tally.outcome).toBe('not-passed');
    expect(tally.sentence).toBe(
      '同意 60 票，反对 40 票，同意的多；同意的面积 2900 平方米，反对的面积 3100 平方米，反对的多，没有通过',
    );
  });

  test('is exact where products leave the safe integers', () => {
    const eligibleAreaCm2 = 9_000_000_000_000_001;
    const rule = { ...BY_AREA, ...quorum(99, 100) };
    const least = 8_910_000_000_000_001;
    const quorumOf = (areaCm2: number) =>
      tallyBallot(rule, [homes([{ choices: [0], votes: 120, areaCm2 }], eligibleAreaCm2)]).registers[0]
        ?.quorum;
    expect(quorumOf(least)).toEqual({ neededUnits: 119, neededAreaCm2: least, met: true });
    expect(quorumOf(least - 1)?.met).toBe(false);
  });
});

describe('One of several', () => {
  test.for<[string, Partial<BallotRule>, string, string, string]>([
    ['the most votes', {}, '12 20 8', 'passed', '“乙” 20 票最多，选中'],
    ['equal', {}, '12 12 8', 'tied', '“甲”和“乙”都是 12 票，票数相同，没有结果'],
    ['nobody', {}, '0 0 0', 'not-passed', '没有人投票，没有选出'],
    [
      'a majority',
      threshold(1, 2, 'more-than', 'cast'),
      '12 21 7',
      'passed',
      '“乙” 21 票最多，超过参加的 40 家的一半（需要至少 21 票），选中',
    ],
    [
      'no majority',
      threshold(1, 2, 'more-than', 'cast'),
      '12 20 8',
      'not-passed',
      '“乙” 20 票最多，没有超过参加的 40 家的一半（需要至少 21 票），没有选出',
    ],
    [
      'equal and too few',
      threshold(1, 2, 'more-than', 'cast'),
      '16 16 8',
      'not-passed',
      '“甲”和“乙”都是 16 票最多，没有超过参加的 40 家的一半（需要至少 21 票），没有选出',
    ],
    [
      'equal at a third',
      threshold(1, 3, 'at-least', 'cast'),
      '16 16 8',
      'tied',
      '“甲”和“乙”都是 16 票，票数相同，没有结果',
    ],
  ])('%s', ([, rule, votes, outcome, sentence]) => {
    const tally = tallyBallot({ ...ONE_OF, ...rule }, [shops(forAgainst(votes))]);
    expect([tally.outcome, tally.sentence]).toEqual([outcome, sentence]);
  });

  test('abstentions take part and choose nothing', () => {
    const tally = tallyBallot(ONE_OF, [shops([group([], 9)])]);
    expect(tally).toMatchObject({ outcome: 'not-passed', sentence: '投票的 9 家都弃权，没有选出' });
    expect(tally.registers[0]).toMatchObject({ tookPart: 9, abstentions: 9, leader: null });
  });
});

describe('Several of several', () => {
  test.for<[string, Partial<BallotRule>, VoteGroup[], object]>([
    [
      'seats go by votes',
      {},
      [group([0, 1], 5), group([1, 2], 3), group([3], 1)],
      { outcome: 'passed', winners: [1, 0], tied: [], sentence: '“乙” 8 票、“甲” 5 票，选中' },
    ],
    [
      'equal ones at the last seat leave it empty',
      {},
      [group([0, 1], 5), group([0, 2], 5)],
      {
        outcome: 'passed',
        winners: [0],
        tied: [1, 2],
        sentence: '“甲” 10 票，选中；其余 1 个名额，“乙”和“丙”都是 5 票，票数相同，空着',
      },
    ],
    [
      'equal ones at all seats leave all empty',
      {},
      [group([0, 1, 2], 5)],
      {
        outcome: 'tied',
        winners: [],
        tied: [0, 1, 2],
        sentence: '2 个名额，“甲”、“乙”和“丙”都是 5 票，票数相同，没有结果',
      },
    ],
    [
      'equal ones that all have a seat have it',
      {},
      [group([2, 3], 5), group([0], 1)],
      { outcome: 'passed', winners: [2, 3], tied: [] },
    ],
    [
      'an option without a vote has no seat',
      {},
      [group([2], 5)],
      {
        outcome: 'passed',
        winners: [2],
        tied: [],
        sentence: '“丙” 5 票，选中；其余 1 个名额没有选项够票，空着',
      },
    ],
    [
      'a threshold holds for each',
      threshold(1, 2, 'more-than', 'cast'),
      [group([0, 1], 5), group([0, 2], 5)],
      {
        outcome: 'passed',
        winners: [0],
        tied: [],
        sentence: '“甲” 10 票，选中（至少 6 票才能选中）；其余 1 个名额没有选项够票，空着',
      },
    ],
    [
      'nobody reaches it',
      threshold(1, 2, 'more-than', 'cast'),
      [group([0], 5), group([1], 4), group([2], 3)],
      {
        outcome: 'not-passed',
        winners: [],
        tied: [],
        sentence: '“甲” 5 票最多，没有超过参加的 12 家的一半（需要至少 7 票），没有选出',
      },
    ],
  ])('%s', ([, rule, groups, expected]) => {
    expect(tallyBallot({ ...TWO_SEATS, ...rule }, [shops(groups)])).toMatchObject(expected);
  });
});

describe('A ranking', () => {
  test('is counted round by round', () => {
    const groups = [group([0], 8), group([1, 2], 7), group([2, 1], 5), group([], 1)];
    const tally = tallyBallot(RANKED, [shops(groups)]);
    expect(tally).toMatchObject({
      outcome: 'passed',
      winners: [1],
      sentence: '数到第 2 轮，“乙”得 12 票，超过这一轮 20 票的一半，选中',
    });
    expect(tally.registers[0]?.rounds).toEqual([
      { counts: [counted(0, 8), counted(1, 7), counted(2, 5)], exhausted: 1, eliminated: [2] },
      { counts: [counted(0, 8), counted(1, 12)], exhausted: 1, eliminated: [] },
    ]);
  });

  test('a vote that ranks none of those left counts no more', () => {
    const tally = tallyBallot(RANKED, [shops([group([0], 8), group([1], 7), group([2], 5)])]);
    expect(tally.sentence).toBe('数到第 2 轮，“甲”得 8 票，超过这一轮 15 票的一半，选中');
    expect(tally.registers[0]?.rounds?.[1]?.exhausted).toBe(5);
  });

  test('all that are equal at the end go together, but never all that are left', () => {
    const last = tallyBallot(RANKED, [shops([group([0], 5), group([1, 2], 4), group([2, 1], 4)])]);
    expect(last).toMatchObject({ outcome: 'passed', winners: [0] });
    const all = tallyBallot(RANKED, [shops([group([0], 5), group([1], 5), group([2], 1)])]);
    expect(all).toMatchObject({
      outcome: 'tied',
      winners: [],
      tied: [0, 1],
      sentence: '数到第 2 轮，“甲”和“乙”都是 5 票，票数相同，没有结果',
    });
  });

  test('without a ranking nobody wins', () => {
    expect(tallyBallot(RANKED, [shops([group([], 3)])])).toMatchObject({
      outcome: 'not-passed',
      winners: [],
    });
    expect(tallyBallot(RANKED, [shops([])])).toMatchObject({ outcome: 'not-passed', winners: [] });
  });
});

describe('What is a bug', () => {
  test.for<[string, BallotRule, RegisterVotes[], string]>([
    ['another number of registers', TWO, [shops([])], 'Not the registers of the rule'],
    ['a vote that is no choice', RULE, [shops([group([], 3)])], 'that the rule does not take'],
    ['too many votes', RULE, [shops(forAgainst('40 9 0'))], "don't add up"],
    ['missing votes', RULE, [{ ...shops(forAgainst('4 0 0')), tookPart: 5 }], "don't add up"],
    [
      'missing areas',
      { ...RULE, byArea: true },
      [homes([{ choices: [0], votes: 1, areaCm2: null }], 10)],
      'Not loaded: area of votes',
    ],
    [
      'areas that differ',
      { ...RULE, byArea: true },
      [{ ...homes([{ choices: [0], votes: 1, areaCm2: 3 }], 10), tookPartAreaCm2: 4 }],
      "don't add up",
    ],
  ])('throws: %s', ([, rule, registers, message]) => {
    expect(() => tallyBallot(rule, registers)).toThrow(message);
  });
});

describe('Any ballot', { timeout: 120_000 }, () => {
  test('is counted as the slow count does', () => {
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(anyBallot, ({ rule, registers }) => {
        const { outcome, winners, tied } = tallyBallot(
          rule,
          registers.map((units, place) => votesOf(rule, units, place)),
        );
        const slow = slowCount(rule, registers);
        expect({ outcome, winners, tied }).toEqual(slow);
        const kind = `${rule.method.kind} ${outcome}`;
        seen.set(kind, (seen.get(kind) ?? 0) + 1);
      }),
      { numRuns: 20_000 },
    );
    // Each ending of each method has been among them, or the property has said less than it seems to.
    expect([...seen.keys()].sort()).toEqual(EVERY_ENDING);
    expect(Math.min(...seen.values())).toBeGreaterThan(50);
  });

  test('says what had to be reached: enough, and not one more than that', () => {
    fc.assert(
      fc.property(anyBallot, ({ rule, registers }) => {
        const tally = tallyBallot(
          rule,
          registers.map((units, place) => votesOf(rule, units, place)),
        );
        for (const { threshold: reached } of tally.registers) {
          if (reached === null || rule.threshold === null) continue;
          const { share, kind } = rule.threshold;
          const isEnough = (part: number, whole: number) => {
            const [left, right] = [
              BigInt(part) * BigInt(share.denominator),
              BigInt(whole) * BigInt(share.numerator),
            ];
            return kind === 'more-than' ? left > right : left >= right;
          };
          expect(isEnough(reached.neededVotes, reached.baseUnits)).toBe(true);
          if (reached.neededVotes > 1)
            expect(isEnough(reached.neededVotes - 1, reached.baseUnits)).toBe(false);
          if (reached.neededAreaCm2 === null || reached.baseAreaCm2 === null) continue;
          expect(isEnough(reached.neededAreaCm2, reached.baseAreaCm2)).toBe(true);
          if (reached.neededAreaCm2 > 0)
            expect(isEnough(reached.neededAreaCm2 - 1, reached.baseAreaCm2)).toBe(false);
        }
      }),
      { numRuns: 5_000 },
    );
  });

  test('ends the same however the votes are grouped and ordered', () => {
    fc.assert(
      fc.property(
        anyBallot,
        fc.infiniteStream(fc.nat({ max: 1_000_000 })),
        ({ rule, registers }, chances) => {
          const together = registers.map((units, place) => votesOf(rule, units, place));
          const apart = registers.map((units, place) => {
            const { groups: _, ...rest } = votesOf(rule, units, place);
            return { ...rest, groups: shuffled(singles(rule, units), chances) };
          });
          expect(tallyBallot(rule, apart)).toEqual(tallyBallot(rule, together));
        },
      ),
      { numRuns: 3_000 },
    );
  });

  test('ends the same whatever the places of its options', () => {
    fc.assert(
      fc.property(
        anyBallot,
        fc.infiniteStream(fc.nat({ max: 1_000_000 })),
        ({ rule, registers }, chances) => {
          if (rule.method.kind === 'for-against') return;
          const places = shuffled(
            rule.options.map((_, place) => place),
            chances,
          );
          const moved = registers.map((units) =>
            units.map((unit) => ({ ...unit, vote: unit.vote && move(rule.method, unit.vote, places) })),
          );
          const before = tallyBallot(
            rule,
            registers.map((units, place) => votesOf(rule, units, place)),
          );
          const after = tallyBallot(
            rule,
            moved.map((units, place) => votesOf(rule, units, place)),
          );
          expect(after.outcome).toBe(before.outcome);
          expect(new Set(after.winners)).toEqual(new Set(before.winners.map((place) => places[place])));
          expect(new Set(after.tied)).toEqual(new Set(before.tied.map((place) => places[place])));
        },
      ),
      { numRuns: 3_000 },
    );
  });

  test('has a sentence without a gap', () => {
    fc.assert(
      fc.property(anyBallot, ({ rule, registers }) => {
        const { sentence } = tallyBallot(
          rule,
          registers.map((units, place) => votesOf(rule, units, place)),
        );
        expect(sentence).not.toMatch(/undefined|null|NaN|，，|；；|，；|[，；。]$|^[，；]/);
      }),
      { numRuns: 5_000 },
    );
  });
});

const EVERY_ENDING = [
  'for-against no-quorum',
  'for-against not-passed',
  'for-against passed',
  'one-of no-quorum',
  'one-of not-passed',
  'one-of passed',
  'one-of tied',
  'ranked no-quorum',
  'ranked not-passed',
  'ranked passed',
  'ranked tied',
  'up-to no-quorum',
  'up-to not-passed',
  'up-to passed',
  'up-to tied',
];

/** Small registers, so that equal votes and exact shares are common, with areas small, round and huge. */
const anyArea = fc.oneof(
  fc.constantFrom(1, 2, 3, 10),
  fc.integer({ min: 30, max: 150 }).map((m2) => m2 * 10_000),
  fc.integer({ min: 0, max: 500_000_000_000_000 }),
);
const anyShare = fc.constantFrom(
  ...[
    [1, 2],
    [2, 3],
    [3, 4],
    [1, 3],
    [1, 1],
    [60, 100],
    [7, 13],
    [1, 100],
  ].map(([numerator = 1, denominator = 1]) => ({ numerator, denominator })),
);
const anyQuorum: fc.Arbitrary<Quorum | null> = fc.option(
  fc.record({ share: anyShare, base: fc.constantFrom('eligible', 'present') }),
  { freq: 2 },
);
const anyThreshold: fc.Arbitrary<Threshold | null> = fc.option(
  fc.record({
    share: anyShare,
    kind: fc.constantFrom('more-than', 'at-least'),
    base: fc.constantFrom('cast', 'for-against', 'eligible'),
  }),
  { freq: 2 },
);
const anyMethod: fc.Arbitrary<BallotMethod> = fc.oneof(
  fc.constant<BallotMethod>({ kind: 'for-against' }),
  fc.constant<BallotMethod>({ kind: 'one-of' }),
  fc.constant<BallotMethod>({ kind: 'ranked' }),
  fc.record({
    kind: fc.constant('up-to' as const),
    most: fc.integer({ min: 1, max: 5 }),
    seats: fc.integer({ min: 1, max: 4 }),
  }),
);
const anyRule = fc
  .record({
    method: anyMethod,
    optionCount: fc.integer({ min: 2, max: 5 }),
    registerCount: fc.constantFrom(1, 2),
    quorum: anyQuorum,
    threshold: anyThreshold,
    byArea: fc.boolean(),
  })
  .map(({ method, optionCount, registerCount, ...rest }): BallotRule => {
    const options = ['甲', '乙', '丙', '丁', '戊'].slice(0, optionCount);
    const registers = ['一', '二'].map((name) => ({
      name,
      source: { kind: 'households', communityId: name } as const,
    }));
    return {
      ...RULE,
      ...rest,
      method,
      options: method.kind === 'for-against' ? FOR_AGAINST_OPTIONS : options,
      registers: registers.slice(0, registerCount),
    };
  })
  .filter((rule) => ruleProblems(rule, { hasMeeting: true }).length === 0);

const anyBallot = anyRule.chain((rule) => {
  const anyUnit = fc.record({
    vote: fc.option(anyVote(rule), { freq: 5 }),
    areaCm2: anyArea,
    isPresent: fc.boolean(),
  });
  return fc.record({
    rule: fc.constant(rule),
    registers: fc.array(fc.array(anyUnit, { maxLength: 16, size: 'max' }), {
      minLength: rule.registers.length,
      maxLength: rule.registers.length,
    }),
  });
});

function anyVote({ method, options }: BallotRule): fc.Arbitrary<number[]> {
  const places = options.map((_, place) => place);
  switch (method.kind) {
    case 'for-against':
      return fc.constantFrom(...places).map((place) => [place]);
    case 'one-of':
      return fc.subarray(places, { maxLength: 1 });
    case 'up-to':
      return fc.subarray(places, { maxLength: method.most });
    case 'ranked':
      return fc.shuffledSubarray(places);
  }
}

function move(method: BallotMethod, vote: readonly number[], places: readonly number[]): number[] {
  const moved = vote.map((place) => places[place] ?? -1);
  return method.kind === 'ranked' ? moved : moved.toSorted((one, other) => one - other);
}

function votesOf(rule: BallotRule, units: readonly SlowUnit[], place: number): RegisterVotes {
  const all = singles(rule, units);
  const groups = new Map<string, VoteGroup>();
  for (const single of all) {
    const key = single.choices.join(' ');
    const before = groups.get(key);
    const areaCm2 = rule.byArea ? (before?.areaCm2 ?? 0) + (single.areaCm2 ?? 0) : null;
    groups.set(key, { choices: single.choices, votes: (before?.votes ?? 0) + 1, areaCm2 });
  }
  const area = (of: readonly SlowUnit[]) =>
    rule.byArea ? of.reduce((total, { areaCm2 }) => total + areaCm2, 0) : null;
  const present = units.filter(({ isPresent }) => isPresent);
  return {
    name: rule.registers[place]?.name ?? '',
    unitWord: '户',
    eligible: units.length,
    eligibleAreaCm2: area(units),
    present: present.length,
    presentAreaCm2: area(present),
    tookPart: all.length,
    tookPartAreaCm2: area(units.filter(({ vote }) => vote !== null)),
    groups: [...groups.values()],
  };
}

function singles({ byArea }: BallotRule, units: readonly SlowUnit[]): VoteGroup[] {
  return units.flatMap(({ vote, areaCm2 }) =>
    vote === null ? [] : [{ choices: vote, votes: 1, areaCm2: byArea ? areaCm2 : null }],
  );
}

function shuffled<T>(items: readonly T[], chances: Iterator<number>): T[] {
  return items
    .map((item) => ({ item, order: Number(chances.next().value) }))
    .toSorted((one, other) => one.order - other.order)
    .map(({ item }) => item);
}

/** Votes at the first, second and third option: '30 8 2'. */
function forAgainst(votes: string): VoteGroup[] {
  return votes.split(' ').map((count, option) => group([option], Number(count)));
}

function group(choices: number[], votes: number): VoteGroup {
  return { choices, votes, areaCm2: null };
}

function counted(option: number, votes: number) {
  return { option, votes };
}

function shops(groups: readonly VoteGroup[]): RegisterVotes {
  return register('鱼巷商户', '家商户', 48, groups, null);
}

function homes(groups: readonly VoteGroup[], eligibleAreaCm2: number | null = null): RegisterVotes {
  return register('永安里住户', '户', 120, groups, eligibleAreaCm2);
}

function register(
  name: string,
  unitWord: RegisterVotes['unitWord'],
  eligible: number,
  groups: readonly VoteGroup[],
  eligibleAreaCm2: number | null,
): RegisterVotes {
  return {
    name,
    unitWord,
    eligible,
    eligibleAreaCm2,
    present: null,
    presentAreaCm2: null,
    tookPart: groups.reduce((total, { votes }) => total + votes, 0),
    tookPartAreaCm2:
      eligibleAreaCm2 === null ? null : groups.reduce((total, { areaCm2 }) => total + (areaCm2 ?? 0), 0),
    groups,
  };
}

function quorum(numerator: number, denominator: number): { quorum: Quorum } {
  return { quorum: { share: { numerator, denominator }, base: 'eligible' } };
}

function threshold(
  numerator: number,
  denominator: number,
  kind: Threshold['kind'],
  base: Threshold['base'],
): { threshold: Threshold } {
  return { threshold: { share: { numerator, denominator }, kind, base } };
}
