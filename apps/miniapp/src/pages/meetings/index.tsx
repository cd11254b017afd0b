import { ComingBallots, OpenBallots } from '@/features/ballots/open-ballots';
import { RecentResults } from '@/features/ballots/recent-results';
import { UnseenReceipts } from '@/features/ballots/unseen-receipts';
import { useVotesForMe, VotesForMe } from '@/features/ballots/votes-for-me';
import { LateRefusalCards } from '@/features/duty/late-refusal-cards';
import { RECORDS_PAGE } from '@/features/meetings/meeting-pages';
import { ComingMeetings, MeetingsNow } from '@/features/meetings/meetings-now';
import { OpenFollowUps } from '@/features/meetings/open-follow-ups';
import { useRefreshOnReturn } from '@/services/page-shown';
import { openPage } from '@/services/places';
import { Button } from '@/ui/button';
import { Page } from '@/ui/page';

export default function MeetingsPage() {
  useRefreshOnReturn();
  const { waiting } = useVotesForMe();
  return (
    <Page title="议事" inTab>
      <LateRefusalCards />
      <UnseenReceipts />
      <VotesForMe />
      <MeetingsNow main={waiting?.length === 0} />
      <OpenBallots />
      <ComingMeetings />
      <ComingBallots />
      <RecentResults />
      <OpenFollowUps />
      <Button icon="history" text="以前的会和表决" onTap={() => openPage(RECORDS_PAGE)} />
    </Page>
  );
}
