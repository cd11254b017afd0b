import type { AgendaItem, Ballot, Meeting } from '@shangju/contracts';
import { View } from '@tarojs/components';
import { ballotDeskPage, editBallotPage, newBallotPage } from '@/features/ballot-desk/ballot-desk-pages';
import { stateTag, whenWords } from '@/features/ballots/ballot-words';
import { useBallot } from '@/features/ballots/use-ballot';
import { Pictures } from '@/features/pictures/pictures';
import { openPage } from '@/services/places';
import { streetNow } from '@/services/street-clock';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Empty } from '@/ui/empty';
import { FoldedText } from '@/ui/folded-text';
import { ListRow } from '@/ui/list-row';
import { Loaded } from '@/ui/loaded';
import { Section } from '@/ui/section';
import { Skeleton } from '@/ui/skeleton';
import { Tag } from '@/ui/tag';
import './meeting-desk.scss';

/** What is on the agenda, with the ballots on each item as their admins look after them, and the way to a new one. */
export function AgendaOnDesk({ meeting }: { meeting: Meeting }) {
  const { agenda, associationId, state } = meeting;
  return (
    <Section title="议题">
      {agenda.length === 0 ? (
        <Card>
          <Empty icon="list" title="还没有议题" how="在“改会议”里加上要议的事，再给它加表决。" />
        </Card>
      ) : (
        agenda.map((item, at) => (
          <Item
            key={item.id}
            item={item}
            place={at + 1}
            associationId={associationId}
            canVoteOn={state !== 'minutes-published'}
          />
        ))
      )}
    </Section>
  );
}

function Item({
  item: { id, title, text, pictureIds, ballotIds },
  place,
  associationId,
  canVoteOn,
}: {
  item: AgendaItem;
  place: number;
  associationId: string;
  canVoteOn: boolean;
}) {
  return (
    <Card>
      <View className="meeting-desk__item">
        {place}. {title}
      </View>
      {text === '' ? null : <FoldedText text={text} />}
      <Pictures pictureIds={pictureIds} />
      {ballotIds.map((ballotId) => (
        <BallotOfItem key={ballotId} ballotId={ballotId} />
      ))}
      {canVoteOn ? (
        <View className="meeting-desk__acts">
          <Button
            kind="quiet"
            narrow
            icon="vote"
            text={ballotIds.length > 0 ? `议题 ${place} 再加一个表决` : `议题 ${place} 加一个表决`}
            onTap={() => openPage(newBallotPage({ associationId, agendaItemId: id, question: title }))}
          />
        </View>
      ) : null}
    </Card>
  );
}

function BallotOfItem({ ballotId }: { ballotId: string }) {
  const ballot = useBallot(ballotId, { alone: false });
  const now = streetNow();
  return (
    <Loaded query={ballot} skeleton={<Skeleton rows={1} />}>
      {(found) => (
        <ListRow
          icon="vote"
          title={found.question}
          detail={detailOf(found, now)}
          end={<Tag {...stateTag(found, now)} />}
          onTap={() =>
            openPage(
              found.state === 'draft'
                ? editBallotPage({ associationId: found.associationId, ballotId })
                : ballotDeskPage(ballotId),
            )
          }
        />
      )}
    </Loaded>
  );
}

function detailOf(ballot: Ballot, now: Date): string | undefined {
  if (ballot.state === 'draft') return '还没发布，点开接着写';
  return ballot.state === 'closed' ? (ballot.verdictSentence ?? undefined) : whenWords(ballot, now);
}
