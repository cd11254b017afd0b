import type { BallotSummary } from '@shangju/contracts';
import { View } from '@tarojs/components';
import { openPage } from '@/services/places';
import { useSignedIn } from '@/services/session';
import { streetNow } from '@/services/street-clock';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Loaded } from '@/ui/loaded';
import { Skeleton } from '@/ui/skeleton';
import { Tag } from '@/ui/tag';
import { ballotPage } from './ballot-pages';
import { stateTag, whenWords } from './ballot-words';
import { NoVotesNow } from './no-votes-now';
import { useBallots } from './use-ballots';
import './votes-for-me.scss';

const ASKED_MAX = 20;

/** The open ballots in which a unit of mine has not voted. */
export function useVotesForMe() {
  const query = useBallots({ state: 'open', mine: true, limit: ASKED_MAX, enabled: useSignedIn() });
  return { query, waiting: query.data?.filter(({ myUnitCount, myCastCount }) => myCastCount < myUnitCount) };
}

/** What waits for my vote, the one that ends first large and with the action. */
export function VotesForMe() {
  const { query } = useVotesForMe();
  const signedIn = useSignedIn();
  if (!signedIn) return <NoVotesNow />;
  return (
    <Loaded
      query={query}
      skeleton={
        <Card>
          <Skeleton shape="number" />
        </Card>
      }
    >
      {(ballots) => {
        const waiting = ballots.filter(({ myUnitCount, myCastCount }) => myCastCount < myUnitCount);
        if (waiting.length === 0) return <NoVotesNow />;
        return waiting.map((ballot, place) => (
          <VoteForMe key={ballot.id} ballot={ballot} first={place === 0} />
        ));
      }}
    </Loaded>
  );
}

function VoteForMe({ ballot, first }: { ballot: BallotSummary; first: boolean }) {
  const now = streetNow();
  const left = ballot.myUnitCount - ballot.myCastCount;
  return (
    <Card>
      <View className="vote-for-me__line">
        <Tag {...stateTag(ballot, now)} />
        <View className="vote-for-me__soft">{ballot.associationName}</View>
      </View>
      <View className="vote-for-me__question">{ballot.question}</View>
      <View className="vote-for-me__when figures">{whenWords(ballot, now)}</View>
      {left > 1 ? <View>您有 {left} 票没投</View> : null}
      <Button
        kind={first ? 'main' : 'plain'}
        icon="vote"
        text="去投票"
        onTap={() => openPage(ballotPage(ballot.id))}
      />
    </Card>
  );
}
