import { useRouter } from '@tarojs/taro';
import { Wall } from '@/features/duty/wall';
import { pageParam } from '@/services/page-param';
import { useRefreshOnReturn } from '@/services/page-shown';
import { Page } from '@/ui/page';

export default function WallPage() {
  useRefreshOnReturn();
  return (
    <Page title="今日管家">
      <Wall rosterId={pageParam(useRouter().params, 'rosterId')} />
    </Page>
  );
}
