import type { Ballot, Extension } from '@shangju/contracts';
import { localDay, sayInstant } from '@shangju/rules';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { ReasonInput } from '@/features/association/reason-input';
import { failureWords } from '@/services/failure-words';
import { notify } from '@/services/notices';
import { send } from '@/services/pending-sends';
import { queryClient } from '@/services/query-client';
import { streetNow } from '@/services/street-clock';
import { Card } from '@/ui/card';
import { Choices } from '@/ui/choices';
import { ListRow } from '@/ui/list-row';
import { MomentInput } from '@/ui/moment-input';
import { Section } from '@/ui/section';
import { Sheet } from '@/ui/sheet';
import { Tag } from '@/ui/tag';
import { BallotFact } from './ballot-fact';

/** A later end: proposed by one admin, held once another agrees. */
export function Extensions({ ballot }: { ballot: Ballot }) {
  const [proposing, setProposing] = useState(false);
  const [confirming, setConfirming] = useState<Extension>();
  const now = streetNow();
  // One that names an end that another has overtaken can't come to hold any more.
  const waiting = ballot.extensions.filter(
    ({ confirmedAt, closesAt }) => confirmedAt === null && Date.parse(closesAt) > Date.parse(ballot.closesAt),
  );
  return (
    <Section title="截止时间">
      <Card flush>
        {waiting.map((extension) => {
          const mine = extension.proposedByMe;
          const until = sayInstant(new Date(extension.closesAt), now);
          return (
            <ListRow
              key={extension.id}
              icon="clock"
              title={`延到 ${until}？`}
              detail={
                mine
                  ? `您提的：${extension.reason}。要另一位管理员同意才延。`
                  : `${extension.proposedByName}提的：${extension.reason}`
              }
              end={<Tag tone="amber" text={mine ? '等别人同意' : '等您同意'} />}
              {...(mine ? {} : { onTap: () => setConfirming(extension) })}
            />
          );
        })}
        <ListRow
          icon="clock"
          title="延长时间"
          detail={`现在定的是 ${sayInstant(new Date(ballot.closesAt), now)} 截止；要两位管理员都同意`}
          onTap={() => setProposing(true)}
        />
      </Card>
      {proposing ? <ProposeSheet ballot={ballot} onClose={() => setProposing(false)} /> : null}
      {confirming ? (
        <ConfirmSheet ballot={ballot} extension={confirming} onClose={() => setConfirming(undefined)} />
      ) : null}
    </Section>
  );
}

const DAY_MS = 86_400_000;
const REASONS = ['还有不少没投', '有的人家这几天不在', '材料补充了，再看几天'];

function ProposeSheet({ ballot, onClose }: { ballot: Ballot; onClose: () => void }) {
  const [days, setDays] = useState<'1' | '3' | 'own'>('1');
  const [own, setOwn] = useState<string>();
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const closesAt =
    days === 'own' ? own : new Date(Date.parse(ballot.closesAt) + Number(days) * DAY_MS).toISOString();
  const propose = useMutation({
    mutationFn: (until: string) =>
      send(
        'POST /v1/ballots/{ballotId}/extensions',
        { params: { ballotId: ballot.id }, body: { closesAt: until, reason: reason.trim() } },
        `延长表决 · ${ballot.question}`,
      ),
    onSuccess: () => {
      notify('提上去了，别的管理员会收到消息。', 'good');
      onClose();
    },
    onError: (failure) => notify(failureWords(failure), 'alarm'),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['ballots', 'one'] }),
  });
  return (
    <Sheet
      open
      question={
        closesAt === undefined ? '延到什么时候？' : `延到 ${sayInstant(new Date(closesAt), streetNow())}？`
      }
      detail="另一位管理员同意了才延；延过的，投票页上会写明。"
      confirmText="提出来"
      busy={propose.isPending}
      onConfirm={() => {
        setTried(true);
        if (closesAt !== undefined && reason.trim() !== '') propose.mutate(closesAt);
      }}
      onCancel={onClose}
    >
      <Choices
        label="延多久"
        choices={[
          { key: '1', text: '1 天' },
          { key: '3', text: '3 天' },
          { key: 'own', text: '自己定' },
        ]}
        selected={days}
        onSelect={setDays}
      />
      {days === 'own' ? (
        <MomentInput
          label="新的截止"
          instant={own}
          first={localDay(new Date(ballot.closesAt))}
          onChange={setOwn}
        />
      ) : null}
      {tried && closesAt === undefined ? <BallotFact tone="wrong">选好延到哪天几点</BallotFact> : null}
      <ReasonInput
        label="为什么延"
        readyMade={REASONS}
        reason={reason}
        error={tried && reason.trim() === '' ? '选一句或写一句，大家才明白' : undefined}
        onChange={setReason}
      />
    </Sheet>
  );
}

function ConfirmSheet({
  ballot,
  extension,
  onClose,
}: {
  ballot: Ballot;
  extension: Extension;
  onClose: () => void;
}) {
  const until = sayInstant(new Date(extension.closesAt), streetNow());
  const confirm = useMutation({
    mutationFn: () =>
      send(
        'POST /v1/ballots/{ballotId}/extensions/{extensionId}/confirm',
        { params: { ballotId: ballot.id, extensionId: extension.id } },
        `同意延长 · ${ballot.question}`,
      ),
    onSuccess: () => notify(`延到 ${until} 了。`, 'good'),
    onError: (failure) => notify(failureWords(failure), 'alarm'),
    onSettled: () => {
      onClose();
      void queryClient.invalidateQueries({ queryKey: ['ballots'] });
    },
  });
  return (
    <Sheet
      open
      question={`同意延到 ${until}？`}
      detail={`${extension.proposedByName}提的：${extension.reason}`}
      confirmText="同意"
      busy={confirm.isPending}
      onConfirm={() => confirm.mutate()}
      onCancel={onClose}
    />
  );
}
