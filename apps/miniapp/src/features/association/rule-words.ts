import type { EarningRules } from '@shangju/contracts';
import { sayNumber } from '@/ui/figures';
import { periodWords } from './budget-words';

/** What the admin can change. */
export type EarningRuleChange = Omit<EarningRules, 'budgetIssued' | 'budgetPeriodStart' | 'updatedAt'>;

/** 居民每到一家店签到得 8 分，每天最多 5 家；本月最多发 20,000 分，已发 3,120 分。 */
export function ruleSentence(rule: EarningRuleChange, saved: EarningRules): string {
  return `${sayEarning(rule)}；${sayBudget(rule, saved)}。${sayPoster(rule)}`;
}

function sayEarning({ pointsPerCheckIn, paidCheckInsPerDay }: EarningRuleChange): string {
  return paidCheckInsPerDay === 0
    ? '居民签到不得分'
    : `居民每到一家店签到得 ${pointsPerCheckIn} 分，每天最多 ${paidCheckInsPerDay} 家`;
}

function sayBudget({ budgetPoints, budgetPeriod }: EarningRuleChange, saved: EarningRules): string {
  const most = `${periodWords[budgetPeriod]}最多发 ${sayNumber(budgetPoints)} 分`;
  return budgetPeriod === saved.budgetPeriod
    ? `${most}，已发 ${sayNumber(saved.budgetIssued)} 分`
    : `${most}，已发的从头算起`;
}

function sayPoster({ posterPays, fenceRadiusM }: EarningRuleChange): string {
  return posterPays
    ? `墙上的固定码也能签到，人要在店周围 ${fenceRadiusM} 米以内。`
    : '只有店家手机上会变的码能签到。';
}

/** What an admin may not see coming; undefined where nothing is amiss. */
export function ruleWarning(rule: EarningRuleChange, saved: EarningRules): string | undefined {
  if (rule.budgetPeriod !== saved.budgetPeriod) return undefined;
  if (rule.budgetPoints > saved.budgetIssued) return undefined;
  return `已经发了 ${sayNumber(saved.budgetIssued)} 分。按这个上限，${periodWords[rule.budgetPeriod]}签到不再得分。`;
}
