import type { AgendaItem, Meeting } from '@shangju/contracts';
import { View } from '@tarojs/components';
import { BallotRow } from '@/features/ballots/ballot-row';
import { useBallot } from '@/features/ballots/use-ballot';
import { streetNow } from '@/services/street-clock';
import { Card } from '@/ui/card';
import { Empty } from '@/ui/empty';
import { FoldedText } from '@/ui/folded-text';
import { Loaded } from '@/ui/loaded';
import { Section } from '@/ui/section';
import { Skeleton } from '@/ui/skeleton';
import './agenda.scss';
import { PicturesForMembers } from './pictures-for-members';

/** What is on the agenda, each with its text, pictures and ballots. */
export function Agenda({ meeting: { agenda } }: { meeting: Meeting }) {
  return (
    <Section title="议题">
      {agenda.length === 0 ? (
        <Card>
          <Empty icon="list" title="议题还没写" how="商会写好以后，议题和材料都在这里。" />
        </Card>
      ) : (
        agenda.map((item, place) => <Item key={item.id} item={item} place={place + 1} />)
      )}
    </Section>
  );
}

function Item({ item: { title, text, pictureIds, ballotIds }, place }: { item: AgendaItem; place: number }) {
  return (
    <Card>
      <View className="agenda-item__title">
        {place}. {title}
      </View>
      {text === '' ? null : <FoldedText text={text} />}
      <PicturesForMembers pictureIds={pictureIds} />
      {ballotIds.map((ballotId) => (
        <BallotOfItem key={ballotId} ballotId={ballotId} />
      ))}
    </Card>
  );
}

function BallotOfItem({ ballotId }: { ballotId: string }) {
  const ballot = useBallot(ballotId, { alone: false });
  return (
    <View className="agenda-item__ballot">
      <Loaded query={ballot} skeleton={<Skeleton rows={1} />}>
        {(found) => <BallotRow ballot={found} now={streetNow()} />}
      </Loaded>
    </View>
  );
}
