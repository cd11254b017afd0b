import type { Household, HouseholdMember } from '@shangju/contracts';
import { describe, expect, test } from 'vitest';
import { householdWords, importWords } from './register-words';

describe('A household in a line', () => {
  test('says its area, its members, and who waits to be verified', () => {
    const members = [member('王芳', 'verified'), member('李明', 'claimed')];
    expect(householdWords(household({ floorAreaCm2: 892_300, members }))).toBe(
      '89.23 平方米 · 王芳、李明（等核实）',
    );
  });

  test('says what is missing', () => {
    expect(householdWords(household({}))).toBe('面积没登记 · 还没有人');
  });
});

describe('An import in a sentence', () => {
  const nothing = { households: 0, made: 0, changed: 0, membersAdded: 0, conflicts: [] };

  test('counts only what happened', () => {
    expect(importWords({ ...nothing, households: 12, made: 2, membersAdded: 5 })).toBe(
      '收进 12 行，新添 2 户，登记了 5 个人，没有冲突。',
    );
  });

  test('says how many rows were left out', () => {
    const conflicts = [{ row: 3, address: '鱼巷 3 号', reason: '面积看不懂。' }];
    expect(importWords({ ...nothing, households: 1, changed: 1, conflicts })).toBe(
      '收进 1 行，改了 1 户；有 1 行没收，改好了再导一遍就行。',
    );
    expect(importWords({ ...nothing, conflicts })).toBe('一行也没收进去；有 1 行没收，改好了再导一遍就行。');
  });
});

function household(change: Partial<Household>): Household {
  return { id: 'h', communityId: 'c', address: '鱼巷 3 号', floorAreaCm2: null, members: [], ...change };
}

function member(name: string, status: HouseholdMember['status']): HouseholdMember {
  return { personId: name, name, numberTail: '0231', status, since: '2026-03-05T00:00:00.000Z', alsoAt: [] };
}
