import type { Ballot, BallotRule } from '@shangju/contracts';
import { useMutation } from '@tanstack/react-query';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { api } from '@/services/api';
import { failureWords } from '@/services/failure-words';
import { aria } from '@/ui/aria';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Field } from '@/ui/field';
import { Icon } from '@/ui/icon';
import { Section } from '@/ui/section';
import { sayChoices } from './ballot-words';
import './find-my-vote.scss';
import { useReceiptsIn } from './kept-receipts';
import { receiptOfTyped } from './receipt-code';

/** 核对我的票: finds a vote in the published list, by the receipt on this phone or a typed one, or by the unit. */
export function FindMyVote({ ballot }: { ballot: Ballot }) {
  const receipts = useReceiptsIn(ballot.id);
  const cast = ballot.myUnits.filter(({ cast }) => cast !== null);
  const nameOf = (unitId: string) => ballot.myUnits.find(({ id }) => id === unitId)?.name ?? '我的票';
  if (!ballot.secret) {
    if (cast.length === 0) return null;
    return (
      <Section title="核对我的票">
        <Card>
          {cast.map(({ id, name }) => (
            <Check key={id} ballot={ballot} button={`核对 ${name} 的票`} listKey={id} />
          ))}
        </Card>
      </Section>
    );
  }
  return (
    <Section title="核对我的票">
      <Card>
        {receipts.map(({ unitId, receipt }) =>
          receipt === null ? null : (
            <Check key={unitId} ballot={ballot} button={`核对 ${nameOf(unitId)} 的票`} listKey={receipt} />
          ),
        )}
        <CheckTyped ballot={ballot} another={receipts.length > 0} />
      </Card>
    </Section>
  );
}

function CheckTyped({ ballot, another }: { ballot: Ballot; another: boolean }) {
  const [open, setOpen] = useState(!another);
  const [typed, setTyped] = useState('');
  const receipt = receiptOfTyped(typed);
  if (!open) return <Button kind="quiet" text="用别的回执码核对" onTap={() => setOpen(true)} />;
  return (
    <>
      <Field
        label="回执码"
        hint="投票时给您的 16 位码，在存下的图片里，或者纸回执上"
        placeholder="像 7K3M-QP2X-9HBC-W4TZ"
        value={typed}
        maxLength={24}
        onChange={setTyped}
      />
      <Check
        key={receipt}
        ballot={ballot}
        button="核对"
        listKey={receipt}
        missing={typed.trim() === '' ? '先填回执码' : '回执码是 16 位字母和数字，再对一对'}
      />
    </>
  );
}

function Check({
  ballot,
  button,
  listKey,
  missing,
}: {
  ballot: Ballot;
  button: string;
  /** What the list names the vote by; undefined while it is not typed yet. */
  listKey: string | undefined;
  missing?: string;
}) {
  const look = useMutation({ mutationFn: (q: string) => findInList(ballot.id, q) });
  return (
    <View className="find-my-vote">
      <Button
        icon="search"
        text={button}
        loading={look.isPending}
        disabledReason={listKey === undefined ? missing : undefined}
        onTap={() => listKey !== undefined && look.mutate(listKey)}
      />
      {look.isError ? (
        <Said good={false} text={failureWords(look.error)} />
      ) : look.data !== undefined ? (
        <Found rule={ballot.rule} choices={look.data} />
      ) : null}
    </View>
  );
}

function Found({ rule, choices }: { rule: BallotRule; choices: number[] | null }) {
  return choices === null ? (
    <Said good={false} text="公布的名单里没有这个码。再对一对回执；确实没错，就在下面提异议。" />
  ) : (
    <Said good text={`在名单里找到了：投的是：${sayChoices(rule, choices)}`} />
  );
}

function Said({ good, text }: { good: boolean; text: string }) {
  return (
    <View
      className={good ? 'find-my-vote__said find-my-vote__said--good' : 'find-my-vote__said'}
      {...aria({ role: 'status', live: 'polite' })}
    >
      <Icon name={good ? 'check' : 'alert'} />
      <View>{text}</View>
    </View>
  );
}

/** The choices that the list has under this receipt or unit; null where it has none. */
async function findInList(ballotId: string, key: string): Promise<number[] | null> {
  const { items } = await api.call('GET /v1/ballots/{ballotId}/receipts', {
    params: { ballotId },
    query: { q: key },
  });
  return items.find((one) => one.key === key)?.choices ?? null;
}
