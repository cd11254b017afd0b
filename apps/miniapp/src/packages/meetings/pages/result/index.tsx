import { useRouter } from '@tarojs/taro';
import { BallotResult } from '@/features/ballots/ballot-result';
import { LinkBroken } from '@/features/meetings/link-broken';
import { pageParam } from '@/services/page-param';
import { useRefreshOnReturn } from '@/services/page-shown';
import { Page } from '@/ui/page';

export default function ResultPage() {
  const ballotId = pageParam(useRouter().params, 'ballotId');
  useRefreshOnReturn();
  return (
    <Page title="表决结果">
      {ballotId === undefined ? <LinkBroken /> : <BallotResult ballotId={ballotId} />}
    </Page>
  );
}
