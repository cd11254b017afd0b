import { useRouter } from '@tarojs/taro';
import { SignInFirst } from '@/features/identity/sign-in-first';
import { Voucher } from '@/features/redemptions/voucher';
import { pageParam } from '@/services/page-param';
import { Page } from '@/ui/page';

export default function VoucherPage() {
  const redemptionId = pageParam(useRouter().params, 'redemptionId') ?? '';
  return (
    <Page title="兑换券">
      <SignInFirst why="登录以后，这里亮出您的兑换券。">
        <Voucher redemptionId={redemptionId} />
      </SignInFirst>
    </Page>
  );
}
