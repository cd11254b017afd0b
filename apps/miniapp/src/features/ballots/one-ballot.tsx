import type { Ballot } from '@shangju/contracts';
import Taro from '@tarojs/taro';
import { useEffect } from 'react';
import { usePageShown } from '@/services/page-shown';
import { queryClient } from '@/services/query-client';
import { useStreetNow } from '@/services/use-street-now';
import { Card } from '@/ui/card';
import { Loaded } from '@/ui/loaded';
import { Page } from '@/ui/page';
import { Skeleton } from '@/ui/skeleton';
import { BallotHead, BallotLinks, BallotRuleCard } from './ballot-head';
import { resultPage } from './ballot-pages';
import { useReceiptsIn } from './kept-receipts';
import { ReceiptScreen } from './receipt-screen';
import { useBallot } from './use-ballot';
import { VoteAsVisitor } from './vote-as-visitor';
import { Voting } from './voting';

/** A ballot until it closes: to read, to vote, and the receipt of what was just cast before anything else. */
export function OneBallot({ ballotId }: { ballotId: string }) {
  const query = useBallot(ballotId);
  const unseen = useReceiptsIn(ballotId).find(({ seen }) => !seen);
  if (query.data === undefined) {
    return (
      <Page title="表决">
        <Loaded query={query} skeleton={<BallotSkeleton />}>
          {() => null}
        </Loaded>
      </Page>
    );
  }
  if (unseen) return <ReceiptScreen ballot={query.data} kept={unseen} />;
  return <OpenBallot ballot={query.data} />;
}

function OpenBallot({ ballot }: { ballot: Ballot }) {
  const now = useStreetNow(1000, usePageShown());
  useResultWhenClosed(ballot, now);
  const head = (
    <>
      <BallotHead ballot={ballot} now={now} />
      <BallotLinks ballot={ballot} />
    </>
  );
  const canVote = ballot.state === 'open' && now.getTime() < Date.parse(ballot.closesAt);
  if (ballot.myUnits.length > 0) {
    return (
      <Voting
        ballot={ballot}
        canVote={canVote}
        now={now}
        head={head}
        rule={<BallotRuleCard ballot={ballot} />}
      />
    );
  }
  return (
    <VoteAsVisitor ballot={ballot} canVote={canVote} head={head} rule={<BallotRuleCard ballot={ballot} />} />
  );
}

/** Its time is over: asks anew at once, because whoever looks first closes it; then goes to the result. */
function useResultWhenClosed({ id, state, opensAt, closesAt }: Ballot, now: Date): void {
  const turn = state === 'published' ? opensAt : closesAt;
  const overdue = state !== 'closed' && state !== 'draft' && now.getTime() >= Date.parse(turn);
  useEffect(() => {
    if (overdue) void queryClient.invalidateQueries({ queryKey: ['ballots', 'one', id] });
  }, [overdue, id]);
  useEffect(() => {
    if (state === 'closed') void Taro.redirectTo({ url: resultPage(id) });
  }, [state, id]);
}

function BallotSkeleton() {
  return (
    <>
      <Card>
        <Skeleton rows={2} />
      </Card>
      <Card>
        <Skeleton rows={3} />
      </Card>
      <Card>
        <Skeleton rows={3} />
      </Card>
    </>
  );
}
