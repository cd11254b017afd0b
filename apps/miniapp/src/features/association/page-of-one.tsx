import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { SignInFirst } from '@/features/identity/sign-in-first';
import { useSession } from '@/services/session';
import { Card } from '@/ui/card';
import { Loaded } from '@/ui/loaded';
import { Page } from '@/ui/page';
import { Skeleton } from '@/ui/skeleton';
import { AdminsOnly } from './admins-only';

/** A page about one thing of an association, for those who run it: notices lead here without naming the association. */
export function PageOfOne<Thing extends { associationId: string }>({
  title,
  query,
  lost,
  children,
}: {
  title: string;
  query: UseQueryResult<Thing>;
  /** What is not lost though it could not be fetched. */
  lost: string;
  /** Draws the whole page. */
  children: (thing: Thing) => ReactNode;
}) {
  const roles = useSession((session) => session.person?.roles);
  if (query.data === undefined) {
    return (
      <Page title={title}>
        <SignInFirst why="登录后，这里看得到等您处理的事。">
          <Loaded
            query={query}
            skeleton={
              <Card>
                <Skeleton rows={4} />
              </Card>
            }
            lost={lost}
          >
            {() => null}
          </Loaded>
        </SignInFirst>
      </Page>
    );
  }
  const { associationId } = query.data;
  const mine = roles?.some(({ role, placeId }) => role === 'association.admin' && placeId === associationId);
  return mine ? children(query.data) : <AdminsOnly title={title} />;
}
