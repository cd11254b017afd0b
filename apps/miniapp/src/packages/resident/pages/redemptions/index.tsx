import { SignInFirst } from '@/features/identity/sign-in-first';
import { HeldVouchers } from '@/features/redemptions/held-vouchers';
import { RedemptionHistory } from '@/features/redemptions/redemption-history';
import { useRefreshOnReturn } from '@/services/page-shown';
import { Page } from '@/ui/page';

export default function RedemptionsPage() {
  useRefreshOnReturn();
  return (
    <Page title="我的兑换">
      <SignInFirst why="登录以后，这里能看到您换过的东西。">
        <HeldVouchers />
        <RedemptionHistory />
      </SignInFirst>
    </Page>
  );
}
