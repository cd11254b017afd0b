import type { BudgetPeriod, EarningRules } from '@shangju/contracts';
import { addDays, nextPeriodStart } from '@shangju/rules';
import { sayNumber } from '@/ui/figures';

/** How the period that runs now is called. */
export const periodWords: Record<BudgetPeriod, string> = {
  day: '今天',
  week: '本周',
  month: '本月',
  quarter: '本季度',
  year: '今年',
};

/** 本月最多发 24,000 分，已发 3,120 分，还能发 20,880 分。 */
export function budgetSentence({
  budgetPoints,
  budgetPeriod,
  budgetIssued,
}: Pick<EarningRules, 'budgetPoints' | 'budgetPeriod' | 'budgetIssued'>): string {
  const left = budgetPoints - budgetIssued;
  return `${periodWords[budgetPeriod]}最多发 ${sayNumber(budgetPoints)} 分，已发 ${sayNumber(budgetIssued)} 分，${
    left > 0 ? `还能发 ${sayNumber(left)} 分` : '发完了，签到暂时不得分'
  }。`;
}

/** The last day of the running period: 到 11 月 30 日为止. */
export function periodEnds({ budgetPeriod, budgetPeriodStart }: EarningRules): string {
  const lastDay = addDays(nextPeriodStart(budgetPeriod, budgetPeriodStart), -1);
  const [, month, date] = lastDay.split('-').map(Number);
  return `这一期到 ${month} 月 ${date} 日为止`;
}
