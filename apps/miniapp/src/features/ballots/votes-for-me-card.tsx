import { openPage } from '@/services/places';
import { streetNow } from '@/services/street-clock';
import { Card } from '@/ui/card';
import { ListRow } from '@/ui/list-row';
import { ballotPage } from './ballot-pages';
import { whenWords } from './ballot-words';
import { useVotesForMe } from './votes-for-me';

const SHOWN_MAX = 2;

/** On the first page, only while a vote of mine is missing: each leads straight to it. */
export function VotesForMeCard() {
  const { waiting = [] } = useVotesForMe();
  if (waiting.length === 0) return null;
  return (
    <Card flush>
      {waiting.slice(0, SHOWN_MAX).map((ballot) => (
        <ListRow
          key={ballot.id}
          icon="vote"
          title={`等您投票：${ballot.question}`}
          detail={whenWords(ballot, streetNow())}
          onTap={() => openPage(ballotPage(ballot.id))}
        />
      ))}
      {waiting.length > SHOWN_MAX ? (
        <ListRow
          icon="list"
          title={`还有 ${waiting.length - SHOWN_MAX} 个等您投票`}
          onTap={() => openPage('/pages/meetings/index')}
        />
      ) : null}
    </Card>
  );
}
