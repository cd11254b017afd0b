import type { ReactNode } from 'react';
import { SignInFirst } from '@/features/identity/sign-in-first';
import { openPage } from '@/services/places';
import { Button } from '@/ui/button';
import { Empty } from '@/ui/empty';
import { Page } from '@/ui/page';
import { type ManagedAssociation, useAssociation } from './use-association';

/** A page for those who run the association; others are told whom it is for. */
export function AssociationPage({
  title,
  children,
}: {
  title: string;
  /** Draws the whole page. */
  children: (association: ManagedAssociation) => ReactNode;
}) {
  const association = useAssociation();
  if (association) return <>{children(association)}</>;
  return (
    <Page title={title}>
      <SignInFirst why="登录后，这里看得到等您处理的事。">
        <Empty
          icon="users"
          title="这里给商会管理员用"
          how="您现在的身份不是这个商会的管理员。"
          action={<Button narrow text="回首页" onTap={() => openPage('/pages/home/index')} />}
        />
      </SignInFirst>
    </Page>
  );
}
