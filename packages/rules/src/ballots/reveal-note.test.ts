import { describe, expect, test } from 'vitest';
import type { BallotRule } from './ballot-rule.ts';
import { revealNote, smallElectorateNote } from './reveal-note.ts';
import type { RegisterVotes } from './votes.ts';

const SECRET: BallotRule = {
  method: { kind: 'for-against' },
  options: ['同意', '反对', '弃权'],
  registers: [],
  quorum: null,
  threshold: null,
  byArea: false,
  secret: true,
  changeable: true,
  showsTurnout: true,
};

describe('Before a secret result is published, it is said', () => {
  test.for<[string, number[], string | null]>([
    ['nothing of many votes that differ', [4, 1, 0], null],
    ['nothing of no votes', [0, 0, 0], null],
    ['that few votes are soon guessed', [3, 1, 0], '只有 4 家投票，公布结果后，容易猜出谁投了什么'],
    [
      'that equal votes name everybody',
      [30, 0, 0],
      '投票的 30 家投的全都一样，公布结果就等于公布了每一票是谁投的',
    ],
    ['that a single vote is published', [0, 0, 1], '只有 1 家投票，公布结果就等于公布了它投了什么'],
  ])('%s', ([, votes, expected]) => {
    expect(revealNote(SECRET, [register('鱼巷商户', votes)])).toBe(expected);
  });

  test('for each of two registers', () => {
    const registers = [
      register('鱼巷商户', [2, 1, 0]),
      register('住户', [9, 9, 9]),
      register('理事', [5, 0, 0]),
    ];
    expect(revealNote(SECRET, registers)).toBe(
      '鱼巷商户只有 3 家投票，公布结果后，容易猜出谁投了什么；' +
        '理事投票的 5 家投的全都一样，公布结果就等于公布了每一票是谁投的',
    );
  });

  test('nothing of an open ballot', () => {
    expect(revealNote({ ...SECRET, secret: false }, [register('鱼巷商户', [1, 0, 0])])).toBeNull();
  });
});

describe('Before a secret ballot is published, it is said', () => {
  test('that so few can hardly hide', () => {
    const few = { ...register('鱼巷商户', []), eligible: 4 };
    expect(smallElectorateNote(SECRET, [few])).toBe('只有 4 家有表决权，就算不记名，也容易猜出谁投了什么');
    expect(smallElectorateNote({ ...SECRET, secret: false }, [few])).toBeNull();
    expect(smallElectorateNote(SECRET, [{ ...few, eligible: 5 }])).toBeNull();
    expect(smallElectorateNote(SECRET, [few, { ...few, name: '住户', eligible: 50 }])).toMatch(
      /^鱼巷商户只有 4 家/,
    );
  });
});

function register(name: string, votes: readonly number[]): RegisterVotes {
  const tookPart = votes.reduce((total, count) => total + count, 0);
  return {
    name,
    unitWord: '家商户',
    eligible: 48,
    eligibleAreaCm2: null,
    present: null,
    presentAreaCm2: null,
    tookPart,
    tookPartAreaCm2: null,
    groups: votes.map((count, option) => ({ choices: [option], votes: count, areaCm2: null })),
  };
}
