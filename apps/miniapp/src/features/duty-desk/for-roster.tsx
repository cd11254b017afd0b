import { useRouter } from '@tarojs/taro';
import type { ReactNode } from 'react';
import { AssociationPage } from '@/features/association/association-page';
import { associationPage } from '@/features/association/use-association';
import { pageParam } from '@/services/page-param';
import { openPage } from '@/services/places';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Empty } from '@/ui/empty';
import { Page } from '@/ui/page';
import type { RosterPlace } from './roster-pages';

/** A page about one roster, for those who run its association. */
export function ForRoster({
  title,
  children,
}: {
  title: string;
  /** Draws the whole page. */
  children: (place: RosterPlace) => ReactNode;
}) {
  const rosterId = pageParam(useRouter().params, 'rosterId');
  return (
    <AssociationPage title={title}>
      {({ associationId }) =>
        rosterId === undefined ? (
          <Page title={title}>
            <Card>
              <Empty
                icon="calendar"
                title="这个链接不完整"
                how="到值日表里，点开要看的那一份。"
                action={
                  <Button
                    narrow
                    text="看值日表"
                    onTap={() => openPage(associationPage('rosters', associationId))}
                  />
                }
              />
            </Card>
          </Page>
        ) : (
          children({ associationId, rosterId })
        )
      }
    </AssociationPage>
  );
}
