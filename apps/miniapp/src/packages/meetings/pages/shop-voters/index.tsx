import { useRouter } from '@tarojs/taro';
import { SignInFirst } from '@/features/identity/sign-in-first';
import { LinkBroken } from '@/features/meetings/link-broken';
import { ShopVoters } from '@/features/registers/shop-voters';
import { pageParam } from '@/services/page-param';
import { useRefreshOnReturn } from '@/services/page-shown';
import { Page } from '@/ui/page';

export default function ShopVotersPage() {
  const merchantId = pageParam(useRouter().params, 'merchantId');
  useRefreshOnReturn();
  return (
    <Page title="谁能投票">
      <SignInFirst why="登录以后，店主在这里定谁能代表店投票。">
        {merchantId === undefined ? <LinkBroken /> : <ShopVoters merchantId={merchantId} />}
      </SignInFirst>
    </Page>
  );
}
