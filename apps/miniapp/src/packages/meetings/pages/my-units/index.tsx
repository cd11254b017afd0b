import { SignInFirst } from '@/features/identity/sign-in-first';
import { MyUnits } from '@/features/registers/my-units';
import { useRefreshOnReturn } from '@/services/page-shown';
import { Page } from '@/ui/page';

export default function MyUnitsPage() {
  useRefreshOnReturn();
  return (
    <Page title="我代表谁投票">
      <SignInFirst why="登录以后，看得到您代表哪一户、哪家店投票。">
        <MyUnits />
      </SignInFirst>
    </Page>
  );
}
