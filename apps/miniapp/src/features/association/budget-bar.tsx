import type { EarningRules } from '@shangju/contracts';
import { View } from '@tarojs/components';
import { aria } from '@/ui/aria';
import './budget-bar.scss';
import { sayNumber } from '@/ui/figures';
import { budgetSentence, periodEnds } from './budget-words';

/** How much of the period's points is issued: as a sentence, and as a bar with its numbers. */
export function BudgetBar({ rules }: { rules: EarningRules }) {
  const { budgetIssued, budgetPoints } = rules;
  const share = budgetPoints === 0 ? 1 : Math.min(1, budgetIssued / budgetPoints);
  return (
    <>
      <View className="budget-bar__sentence">{budgetSentence(rules)}</View>
      <View className="budget-bar__track" {...aria({ hidden: true })}>
        <View
          className={share >= NEARLY ? 'budget-bar__bar budget-bar__bar--nearly' : 'budget-bar__bar'}
          style={{ width: `${Math.round(share * 1000) / 10}%` }}
        />
      </View>
      <View className="budget-bar__ends figures" {...aria({ hidden: true })}>
        <View>已发 {sayNumber(budgetIssued)}</View>
        <View>共 {sayNumber(budgetPoints)} 分</View>
      </View>
      <View className="budget-bar__until in-ordinary-size-only">{periodEnds(rules)}。</View>
    </>
  );
}

/** From here on the admin should look. */
const NEARLY = 0.9;
