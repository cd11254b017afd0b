import { useRouter } from '@tarojs/taro';
import { PublishedVotes } from '@/features/ballots/published-votes';
import { LinkBroken } from '@/features/meetings/link-broken';
import { pageParam } from '@/services/page-param';
import { useRefreshOnReturn } from '@/services/page-shown';
import { Page } from '@/ui/page';

export default function PublishedVotesPage() {
  const ballotId = pageParam(useRouter().params, 'ballotId');
  useRefreshOnReturn();
  return (
    <Page title="公布的名单">
      {ballotId === undefined ? <LinkBroken /> : <PublishedVotes ballotId={ballotId} />}
    </Page>
  );
}
