import type { EarningRules } from '@shangju/contracts';
import { expect, test } from 'vitest';
import { ruleSentence, ruleWarning } from './rule-words.ts';

const saved: EarningRules = {
  pointsPerCheckIn: 8,
  paidCheckInsPerDay: 5,
  posterPays: false,
  fenceRadiusM: 180,
  budgetPoints: 20_000,
  budgetPeriod: 'month',
  budgetIssued: 3120,
  budgetPeriodStart: '2026-03-01',
  updatedAt: '2026-03-01T00:00:00.000Z',
};

test('the rule in a sentence', () => {
  expect(ruleSentence(saved, saved)).toBe(
    '居民每到一家店签到得 8 分，每天最多 5 家；本月最多发 20,000 分，已发 3,120 分。只有店家手机上会变的码能签到。',
  );
  expect(ruleSentence({ ...saved, paidCheckInsPerDay: 0 }, saved)).toContain('居民签到不得分');
  expect(ruleSentence({ ...saved, budgetPeriod: 'week' }, saved)).toContain('从头算起');
});

test('a limit below what was issued is pointed out', () => {
  expect(ruleWarning(saved, saved)).toBeUndefined();
  expect(ruleWarning({ ...saved, budgetPoints: 3000 }, saved)).toContain('不再得分');
});
