import { choicesProblem } from '@shangju/rules';
import { describe, expect, test } from 'vitest';
import {
  type ChoiceDraft,
  canTap,
  choicesOf,
  howWords,
  moveUp,
  NOTHING_CHOSEN,
  tapAbstention,
  tapOption,
} from './choice-making';

const OPTIONS = ['甲', '乙', '丙', '丁'];
const forAgainst = { method: { kind: 'for-against' as const }, options: ['同意', '反对', '弃权'] };
const oneOf = { method: { kind: 'one-of' as const }, options: OPTIONS };
const upTo = { method: { kind: 'up-to' as const, most: 2, seats: 2 }, options: OPTIONS };
const ranked = { method: { kind: 'ranked' as const }, options: OPTIONS };

describe('Making a choice', () => {
  test('of one: the last tap counts', () => {
    const draft = tapOption(forAgainst, tapOption(forAgainst, NOTHING_CHOSEN, 0), 1);
    expect(choicesOf(forAgainst, draft)).toEqual([1]);
  });

  test('says nothing before the first tap', () => {
    expect(choicesOf(oneOf, NOTHING_CHOSEN)).toBeUndefined();
  });

  test('of several: no more than the rule lets one, in one spelling, and a second tap takes back', () => {
    let draft = tapOption(upTo, tapOption(upTo, NOTHING_CHOSEN, 3), 0);
    expect(choicesOf(upTo, draft)).toEqual([0, 3]);
    expect(canTap(upTo, draft, 1)).toBe(false);
    draft = tapOption(upTo, draft, 1);
    expect(choicesOf(upTo, draft)).toEqual([0, 3]);
    expect(choicesOf(upTo, tapOption(upTo, draft, 3))).toEqual([0]);
  });

  test('says how many are left', () => {
    const one = tapOption(upTo, NOTHING_CHOSEN, 3);
    expect([NOTHING_CHOSEN, one, tapOption(upTo, one, 0)].map((draft) => howWords(upTo, draft))).toEqual([
      '最多选 2 个',
      '还可选 1 个',
      '选满了，想换先点掉一个',
    ]);
  });

  test('in order: as tapped, moved up, taken out', () => {
    let draft: ChoiceDraft = { chosen: [2, 0, 1], abstains: false };
    draft = moveUp(draft, 1);
    expect(choicesOf(ranked, draft)).toEqual([2, 1, 0]);
    expect(choicesOf(ranked, moveUp(draft, 2))).toEqual([2, 1, 0]);
    expect(choicesOf(ranked, tapOption(ranked, draft, 2))).toEqual([1, 0]);
  });

  test('of nothing is said on purpose, and a choice takes that back', () => {
    const abstained = tapAbstention({ chosen: [1], abstains: false });
    expect(choicesOf(oneOf, abstained)).toEqual([]);
    expect(choicesOf(oneOf, tapAbstention(abstained))).toBeUndefined();
    expect(choicesOf(oneOf, tapOption(oneOf, abstained, 1))).toEqual([1]);
  });

  test('makes only votes that the rule takes, whatever is tapped', () => {
    for (const rule of [oneOf, upTo, ranked]) {
      const acts = [
        tapAbstention,
        ...OPTIONS.flatMap((_, option) => [
          (draft: ChoiceDraft) => tapOption(rule, draft, option),
          (draft: ChoiceDraft) => moveUp(draft, option),
        ]),
      ];
      let drafts = [NOTHING_CHOSEN];
      for (let taps = 0; taps < 4; taps += 1) {
        drafts = drafts.flatMap((draft) => acts.map((act) => act(draft)));
        for (const draft of drafts) {
          const choices = choicesOf(rule, draft);
          if (choices !== undefined && choicesProblem(rule, choices) !== null) expect(choices).toBe('a vote');
        }
      }
    }
  });
});
