import type { BudgetPeriod, EarningRules } from '@shangju/contracts';
import { useMutation } from '@tanstack/react-query';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { api } from '@/services/api';
import { failureWords } from '@/services/failure-words';
import { notify } from '@/services/notices';
import { queryClient } from '@/services/query-client';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Choices } from '@/ui/choices';
import { Field } from '@/ui/field';
import { Icon } from '@/ui/icon';
import { Page } from '@/ui/page';
import { Section } from '@/ui/section';
import { Sheet } from '@/ui/sheet';
import { Stepper } from '@/ui/stepper';
import { Switch } from '@/ui/switch';
import './earning-rules-form.scss';
import { type EarningRuleChange, ruleSentence, ruleWarning } from './rule-words';
import { earningRulesKey } from './use-earning-rules';

/** How points are earned: changed in steps, read as a sentence, saved after one question. */
export function EarningRulesForm({ associationId, saved }: { associationId: string; saved: EarningRules }) {
  const [rule, setRule] = useState(() => changeable(saved));
  const [budget, setBudget] = useState(String(saved.budgetPoints));
  const [asking, setAsking] = useState(false);
  const set = (change: Partial<EarningRuleChange>) => setRule({ ...rule, ...change });
  const isBudgetRight = /^\d{1,9}$/.test(budget.trim());
  const next = { ...rule, budgetPoints: isBudgetRight ? Number(budget) : rule.budgetPoints };
  const isChanged = JSON.stringify(next) !== JSON.stringify(changeable(saved));
  const warning = ruleWarning(next, saved);
  const saving = useMutation({
    mutationFn: () =>
      api.call('PUT /v1/associations/{associationId}/earning-rules', {
        params: { associationId },
        body: next,
      }),
    onSuccess: (read) => {
      queryClient.setQueryData(earningRulesKey(associationId), read);
      notify('规则改好了，从现在起照新的算。', 'good');
    },
    onError: (failure) => notify(failureWords(failure), 'alarm'),
    onSettled: () => setAsking(false),
  });

  return (
    <Page
      title="积分规则"
      bottom={
        <Button
          kind="main"
          text="保存"
          disabledReason={isBudgetRight ? (isChanged ? undefined : '还没有改动') : '先把上限填好'}
          onTap={() => setAsking(true)}
        />
      }
    >
      <Card>
        <View className="earning-rules__sentence">{ruleSentence(next, saved)}</View>
        {warning ? <Warning text={warning} /> : null}
      </Card>
      <Section title="签到">
        <Card flush>
          <Stepper
            label="到一家店得"
            value={rule.pointsPerCheckIn}
            unit=" 分"
            min={1}
            max={1000}
            onChange={(pointsPerCheckIn) => set({ pointsPerCheckIn })}
          />
          <Stepper
            label="每人每天最多"
            value={rule.paidCheckInsPerDay}
            unit=" 家"
            min={0}
            max={100}
            onChange={(paidCheckInsPerDay) => set({ paidCheckInsPerDay })}
          />
          <Switch
            label="墙上的固定码也能签到"
            detail="要看手机的位置，人在店附近才算"
            on={rule.posterPays}
            onChange={(posterPays) => set({ posterPays })}
          />
          {rule.posterPays ? (
            <Stepper
              label="离店不超过"
              value={rule.fenceRadiusM}
              unit=" 米"
              min={10}
              max={5000}
              step={10}
              onChange={(fenceRadiusM) => set({ fenceRadiusM })}
            />
          ) : null}
        </Card>
      </Section>
      <Section title="最多发多少">
        <Choices
          label="多久算一期"
          choices={PERIODS}
          selected={rule.budgetPeriod}
          onSelect={(budgetPeriod) => set({ budgetPeriod })}
        />
        <Field
          label="一期最多发多少分"
          type="number"
          hint="签到和手工发的都算在里面，发完就停，下一期再发。"
          value={budget}
          error={isBudgetRight ? undefined : '填 0 到 999999999 之间的整数'}
          onChange={setBudget}
        />
      </Section>
      <Sheet
        open={asking}
        question="从现在起照这样算？"
        detail={ruleSentence(next, saved)}
        confirmText="保存"
        busy={saving.isPending}
        onConfirm={() => saving.mutate()}
        onCancel={() => setAsking(false)}
      >
        {warning ? <Warning text={warning} /> : null}
      </Sheet>
    </Page>
  );
}

function Warning({ text }: { text: string }) {
  return (
    <View className="earning-rules__warning">
      <Icon name="alert" />
      <View>{text}</View>
    </View>
  );
}

const PERIODS: readonly { key: BudgetPeriod; text: string }[] = [
  { key: 'day', text: '一天' },
  { key: 'week', text: '一周' },
  { key: 'month', text: '一个月' },
  { key: 'quarter', text: '一季度' },
  { key: 'year', text: '一年' },
];

/** Just what is sent, always in the same order. */
function changeable({
  pointsPerCheckIn,
  paidCheckInsPerDay,
  posterPays,
  fenceRadiusM,
  budgetPoints,
  budgetPeriod,
}: EarningRules): EarningRuleChange {
  return { pointsPerCheckIn, paidCheckInsPerDay, posterPays, fenceRadiusM, budgetPoints, budgetPeriod };
}
