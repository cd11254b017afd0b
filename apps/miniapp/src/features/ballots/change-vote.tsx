import type { Ballot, UnitInBallot } from '@shangju/contracts';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { failureWords } from '@/services/failure-words';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Field } from '@/ui/field';
import { Page } from '@/ui/page';
import { Section } from '@/ui/section';
import './change-vote.scss';
import { sayChoices } from './ballot-words';
import { CastSheet } from './cast-sheet';
import { choicesOf, draftOf, missingWords, NOTHING_CHOSEN } from './choice-making';
import { useReceiptsIn } from './kept-receipts';
import { receiptOfTyped } from './receipt-code';
import { useChangeVote } from './use-cast';
import { VoteOptions } from './vote-options';

/** Another choice in place of the one that was cast; a secret vote is found by its receipt, kept or typed. */
export function ChangeVote({
  ballot,
  unit,
  onDone,
}: {
  ballot: Ballot;
  unit: UnitInBallot;
  onDone: () => void;
}) {
  const kept = useReceiptsIn(ballot.id).find(({ unitId }) => unitId === unit.id)?.receipt ?? undefined;
  const [typed, setTyped] = useState('');
  const [draft, setDraft] = useState(unit.choices === null ? NOTHING_CHOSEN : draftOf(unit.choices));
  const [asking, setAsking] = useState(false);
  const change = useChangeVote(ballot, onDone);
  const choices = choicesOf(ballot.rule, draft);
  const receipt = ballot.secret ? (kept ?? receiptOfTyped(typed)) : undefined;
  const missing =
    ballot.secret && receipt === undefined
      ? '先填投票时留下的回执码'
      : choices === undefined
        ? missingWords(ballot.rule)
        : undefined;
  return (
    <Page
      title="改票"
      bottom={
        <Button
          kind="main"
          text="改票"
          disabledReason={change.error ? failureWords(change.error) : missing}
          onTap={() => setAsking(true)}
        />
      }
    >
      <Card>
        <View className="change-vote__question">{ballot.question}</View>
      </Card>
      {ballot.secret && kept === undefined ? (
        <Field
          label="回执码"
          hint="投票时给您的 16 位码。票是不记名的，只有凭它才找得到那一票。"
          placeholder="像 7K3M-QP2X-9HBC-W4TZ"
          value={typed}
          maxLength={24}
          onChange={(next) => {
            change.reset();
            setTyped(next);
          }}
        />
      ) : null}
      <Section title={`${unit.name} 改投`}>
        <VoteOptions
          rule={ballot.rule}
          draft={draft}
          onChange={(next) => {
            change.reset();
            setDraft(next);
          }}
        />
      </Section>
      <Button text="不改了" onTap={onDone} />
      <CastSheet
        open={asking && choices !== undefined}
        ballot={ballot}
        question={`把 ${unit.name} 的票改成：${sayChoices(ballot.rule, choices ?? [])}？`}
        confirmText="改票"
        busy={change.isPending}
        onConfirm={() =>
          change.mutate({ unit, choices: choices ?? [], receipt }, { onSettled: () => setAsking(false) })
        }
        onCancel={() => setAsking(false)}
      />
    </Page>
  );
}
