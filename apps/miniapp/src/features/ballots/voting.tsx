import type { Ballot, UnitInBallot } from '@shangju/contracts';
import { View } from '@tarojs/components';
import { type ReactNode, useState } from 'react';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Choices } from '@/ui/choices';
import { Page } from '@/ui/page';
import { Section } from '@/ui/section';
import { askToCast } from './ballot-words';
import { CastSheet } from './cast-sheet';
import { ChangeVote } from './change-vote';
import { choicesOf, missingWords, NOTHING_CHOSEN } from './choice-making';
import { UnitCast } from './unit-cast';
import { useCast } from './use-cast';
import { VoteOptions } from './vote-options';

/** The ballot for those who have a vote in it: each unit of theirs votes in turn, or shows that it has. */
export function Voting({
  ballot,
  canVote,
  now,
  head,
  rule,
}: {
  ballot: Ballot;
  canVote: boolean;
  now: Date;
  head: ReactNode;
  rule: ReactNode;
}) {
  const [wanted, setWanted] = useState<string>();
  const [draft, setDraft] = useState(NOTHING_CHOSEN);
  const [asking, setAsking] = useState(false);
  const [changing, setChanging] = useState<UnitInBallot>();
  const casting = useCast(ballot);
  const left = ballot.myUnits.filter(({ cast }) => cast === null);
  const done = ballot.myUnits.filter(({ cast }) => cast !== null);
  const unit = left.find(({ id }) => id === wanted) ?? left[0];
  const choices = choicesOf(ballot.rule, draft);

  if (changing) {
    return <ChangeVote ballot={ballot} unit={changing} onDone={() => setChanging(undefined)} />;
  }
  const doneUnits = done.length > 0 && (
    <Section title="已经投了">
      {done.map((one) => (
        <UnitCast
          key={one.id}
          ballot={ballot}
          unit={one}
          now={now}
          onChange={canVote && ballot.rule.changeable ? () => setChanging(one) : undefined}
        />
      ))}
    </Section>
  );
  if (!unit || !canVote) {
    return (
      <Page title="表决">
        {head}
        {doneUnits}
        {unit && !canVote ? <NotNow ballot={ballot} units={left} /> : null}
        {rule}
      </Page>
    );
  }
  const waits = casting.waitsFor(unit.id);
  const refusal = casting.refusalOf(unit.id);
  return (
    <Page
      title="表决"
      bottom={
        <Button
          kind="main"
          icon="vote"
          text={waits ? '正在投出' : '投票'}
          loading={waits}
          disabledReason={refusal ?? (choices === undefined ? missingWords(ballot.rule) : undefined)}
          onTap={() => setAsking(true)}
        />
      }
    >
      {head}
      {rule}
      {left.length > 1 ? (
        <Choices
          label="您有几票，先代表谁投"
          choices={left.map(({ id, name }) => ({ key: id, text: name }))}
          selected={unit.id}
          onSelect={(id) => {
            casting.forgetRefusal();
            setWanted(id);
          }}
        />
      ) : null}
      <Section title={`代表 ${unit.name}`}>
        {waits ? (
          <Card>
            <View>这一票正在投出去。没有网络时存在手机里，连上就投；截止前到了才算。</View>
          </Card>
        ) : (
          <VoteOptions
            rule={ballot.rule}
            draft={draft}
            onChange={(next) => {
              casting.forgetRefusal();
              setDraft(next);
            }}
          />
        )}
      </Section>
      {doneUnits}
      <CastSheet
        open={asking && choices !== undefined && !casting.stuck && refusal === undefined}
        ballot={ballot}
        question={askToCast(ballot.rule, unit.name, choices ?? [])}
        confirmText="投票"
        busy={casting.busy}
        onConfirm={() =>
          casting.cast(
            { unit, choices: choices ?? [] },
            {
              onSettled: () => setAsking(false),
              onSuccess: () => setDraft(NOTHING_CHOSEN),
            },
          )
        }
        onCancel={() => setAsking(false)}
      />
    </Page>
  );
}

/** Not yet, or no more; the line above says when. */
function NotNow({ ballot, units }: { ballot: Ballot; units: readonly UnitInBallot[] }) {
  const names = units.map(({ name }) => name).join('、');
  return (
    <Card>
      {ballot.state === 'open' ? (
        <View>投票时间到了，{names} 没有投。结果马上出来。</View>
      ) : (
        <View>到时间就能代表 {names} 投票，开始时会给您发消息。</View>
      )}
    </Card>
  );
}
