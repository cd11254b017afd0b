import type { PropsWithChildren } from 'react';
import { SignInFirst } from '@/features/identity/sign-in-first';
import { openPage } from '@/services/places';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Empty } from '@/ui/empty';
import { wallPage } from './duty-pages';
import { useWorksAtShop } from './my-shops';

/** A page of those who take turns; others learn what it is and where to look instead. */
export function ForShopStaff({ children }: PropsWithChildren) {
  const worksAtShop = useWorksAtShop();
  return (
    <SignInFirst why="登录后，这里是您店里轮到的班。">
      {worksAtShop ? (
        children
      ) : (
        <Card>
          <Empty
            icon="calendar"
            title="这里给店里的人用"
            how="您现在的身份不在哪家店。要值日的话，请店主把您加进店里。"
            action={<Button narrow text="看今日管家" onTap={() => openPage(wallPage())} />}
          />
        </Card>
      )}
    </SignInFirst>
  );
}
