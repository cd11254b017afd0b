import { SignInFirst } from '@/features/identity/sign-in-first';
import { openPage } from '@/services/places';
import { Button } from '@/ui/button';
import { Empty } from '@/ui/empty';

/** In place of a shop's page for those who do not work there, or have not said who they are. */
export function NotMyShop() {
  return (
    <SignInFirst why="登录后，这里亮出您店里的码。">
      <Empty
        icon="shop"
        title="这里给店里的人用"
        how="您现在的身份不在这家店。要用的话，请店主或商会把您加进来。"
        action={<Button narrow text="回首页" onTap={() => openPage('/pages/home/index')} />}
      />
    </SignInFirst>
  );
}
