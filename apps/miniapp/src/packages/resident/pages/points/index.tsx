import { SignInFirst } from '@/features/identity/sign-in-first';
import { MyPointsFigures } from '@/features/points/my-points-figures';
import { PointsEntries } from '@/features/points/points-entries';
import { useRefreshOnReturn } from '@/services/page-shown';
import { Page } from '@/ui/page';

export default function PointsPage() {
  useRefreshOnReturn();
  return (
    <Page title="我的积分">
      <SignInFirst why="登录以后，这里能看到您的积分。">
        <MyPointsFigures />
        <PointsEntries />
      </SignInFirst>
    </Page>
  );
}
