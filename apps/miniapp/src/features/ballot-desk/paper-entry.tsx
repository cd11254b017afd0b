import type { Ballot, PaperVote, TurnoutRow } from '@shangju/contracts';
import { useMutation } from '@tanstack/react-query';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { sayChoices } from '@/features/ballots/ballot-words';
import { type ChoiceDraft, choicesOf, missingWords, NOTHING_CHOSEN } from '@/features/ballots/choice-making';
import { VoteOptions } from '@/features/ballots/vote-options';
import { UploadedPictures } from '@/features/meeting-desk/uploaded-pictures';
import { failureWords } from '@/services/failure-words';
import { notify } from '@/services/notices';
import { send } from '@/services/pending-sends';
import { queryClient } from '@/services/query-client';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Choices } from '@/ui/choices';
import { ListRow } from '@/ui/list-row';
import { Loaded } from '@/ui/loaded';
import { Page } from '@/ui/page';
import { Section } from '@/ui/section';
import { Sheet } from '@/ui/sheet';
import { Skeleton } from '@/ui/skeleton';
import { BallotFact } from './ballot-fact';
import { EnteredVote } from './entered-vote';
import { UnitSearch } from './unit-search';
import { useTurnout } from './use-turnout';

type Channel = 'paper' | 'telephone' | 'door';

const CHANNELS: readonly { key: Channel; text: string }[] = [
  { key: 'paper', text: '纸票' },
  { key: 'telephone', text: '电话' },
  { key: 'door', text: '上门' },
];

interface Entry {
  unit: Pick<TurnoutRow, 'unitId' | 'unitName'>;
  channel: Channel;
  choices: number[];
  pictureId: string | undefined;
}

/**
 * A vote read from paper, heard on the telephone or at the door. It counts once two admins have entered the same.
 * @param unitId whose vote it is, where that is known already
 */
export function PaperEntry({ ballot, unitId }: { ballot: Ballot; unitId: string | undefined }) {
  const turnout = useTurnout(ballot.id, { enabled: ballot.state === 'open' });
  const [wanted, setWanted] = useState(unitId);
  const [channel, setChannel] = useState<Channel>('paper');
  const [draft, setDraft] = useState<ChoiceDraft>(NOTHING_CHOSEN);
  const [pictureIds, setPictureIds] = useState<string[]>([]);
  const [asking, setAsking] = useState(false);
  const [entered, setEntered] = useState<PaperVote>();
  const entering = useMutation({
    mutationFn: (entry: Entry) => enter(ballot, entry),
    onSuccess: setEntered,
    onError: (failure) => notify(failureWords(failure), 'alarm'),
    onSettled: () => {
      setAsking(false);
      void queryClient.invalidateQueries({ queryKey: ['ballots'] });
    },
  });
  const begin = (nextUnit: string | undefined) => {
    setWanted(nextUnit);
    setDraft(NOTHING_CHOSEN);
    setPictureIds([]);
    setEntered(undefined);
  };

  if (entered) {
    return (
      <EnteredVote
        ballot={ballot}
        entered={entered}
        onNext={() => begin(undefined)}
        onAgain={() => begin(entered.unitId)}
      />
    );
  }
  if (ballot.state !== 'open') {
    return (
      <Page title="录一张票">
        <Card>
          <BallotFact>
            {ballot.state === 'closed' ? '已经结束了，票不能再录。' : '还没开始，到时间再录。'}
          </BallotFact>
        </Card>
      </Page>
    );
  }
  const unit = turnout.data?.find((row) => row.unitId === wanted);
  const choices = choicesOf(ballot.rule, draft);
  const pictureMissing = channel === 'paper' && pictureIds.length === 0;
  return (
    <Page
      title="录一张票"
      bottom={
        <Button
          kind="main"
          text="录好了"
          loading={entering.isPending}
          disabledReason={
            unit === undefined
              ? '先找是谁的票'
              : choices === undefined
                ? missingWords(ballot.rule)
                : pictureMissing
                  ? '纸票要拍一张照片'
                  : undefined
          }
          onTap={() => setAsking(true)}
        />
      }
    >
      <Card>
        <View className="ballot-desk__title">{ballot.question}</View>
        <BallotFact>录好后等另一位管理员也录一遍，两遍一样才算进去。</BallotFact>
      </Card>
      <Loaded query={turnout} skeleton={<Skeleton rows={3} />} lost="投出的票都在，没有丢。">
        {(rows) =>
          unit === undefined ? (
            <UnitSearch rows={rows} registers={ballot.registers} onFound={(row) => setWanted(row.unitId)} />
          ) : (
            <Section title="谁的票">
              <Card flush>
                <ListRow
                  title={unit.unitName}
                  detail={unit.channel === null ? '还没投' : '已经投过了，录不进去'}
                  end={<Button kind="quiet" narrow text="换一家" onTap={() => begin(undefined)} />}
                />
              </Card>
            </Section>
          )
        }
      </Loaded>
      {unit === undefined ? null : (
        <>
          <Choices label="怎么投的" choices={CHANNELS} selected={channel} onSelect={setChannel} />
          <Section title="投了什么">
            <VoteOptions rule={ballot.rule} draft={draft} onChange={setDraft} />
          </Section>
          <Section title={channel === 'paper' ? '纸票的照片' : '照片（可以不拍）'}>
            <UploadedPictures
              label="票的照片"
              pictureIds={pictureIds}
              countMax={1}
              onChange={setPictureIds}
            />
            {ballot.secret ? <BallotFact>不记名的表决，算进去以后照片就删掉。</BallotFact> : null}
          </Section>
        </>
      )}
      <Sheet
        open={asking && unit !== undefined && choices !== undefined}
        question={`${unit?.unitName ?? ''} 投的是${sayChoices(ballot.rule, choices ?? [])}？`}
        detail={`${CHANNELS.find(({ key }) => key === channel)?.text ?? ''}。再对一遍，另一位管理员要录得一样。`}
        confirmText="没错"
        busy={entering.isPending}
        onConfirm={() =>
          unit && choices && entering.mutate({ unit, channel, choices, pictureId: pictureIds[0] })
        }
        onCancel={() => setAsking(false)}
      />
    </Page>
  );
}

/** The words beside what waits name the unit, never what was chosen. */
function enter(ballot: Ballot, { unit, channel, choices, pictureId }: Entry): Promise<PaperVote> {
  return send(
    'POST /v1/ballots/{ballotId}/paper-votes',
    {
      params: { ballotId: ballot.id },
      body: { unitId: unit.unitId, choices, channel, ...(pictureId === undefined ? {} : { pictureId }) },
    },
    `录票 · ${unit.unitName}`,
  );
}
