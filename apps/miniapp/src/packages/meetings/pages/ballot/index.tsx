import { useRouter } from '@tarojs/taro';
import { OneBallot } from '@/features/ballots/one-ballot';
import { LinkBroken } from '@/features/meetings/link-broken';
import { pageParam } from '@/services/page-param';
import { useRefreshOnReturn } from '@/services/page-shown';
import { Page } from '@/ui/page';

export default function BallotPage() {
  const ballotId = pageParam(useRouter().params, 'ballotId');
  useRefreshOnReturn();
  if (ballotId !== undefined) return <OneBallot ballotId={ballotId} />;
  return (
    <Page title="表决">
      <LinkBroken />
    </Page>
  );
}
