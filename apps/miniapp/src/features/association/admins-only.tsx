import { SignInFirst } from '@/features/identity/sign-in-first';
import { openPage } from '@/services/places';
import { Button } from '@/ui/button';
import { Empty } from '@/ui/empty';
import { Page } from '@/ui/page';

/** A page that is for the association's admins, as others see it. @param how one comes to what it is about */
export function AdminsOnly({
  title,
  how = '您现在的身份不是这个商会的管理员。',
}: {
  title: string;
  how?: string;
}) {
  return (
    <Page title={title}>
      <SignInFirst why="登录后，这里看得到等您处理的事。">
        <Empty
          icon="users"
          title="这里给商会管理员用"
          how={how}
          action={<Button narrow text="回首页" onTap={() => openPage('/pages/home/index')} />}
        />
      </SignInFirst>
    </Page>
  );
}
