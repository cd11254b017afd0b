import type { Ballot } from '@shangju/contracts';
import { useRouter } from '@tarojs/taro';
import type { ReactNode } from 'react';
import { useBallot } from '@/features/ballots/use-ballot';
import { SignInFirst } from '@/features/identity/sign-in-first';
import { pageParam } from '@/services/page-param';
import { openPage } from '@/services/places';
import { useSession } from '@/services/session';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Empty } from '@/ui/empty';
import { Loaded } from '@/ui/loaded';
import { Page } from '@/ui/page';
import { Skeleton } from '@/ui/skeleton';

/** A page about one ballot, for those who run its association: notices lead here without naming it. */
export function ForBallot({
  title,
  children,
}: {
  title: string;
  /** Draws the whole page. */
  children: (ballot: Ballot) => ReactNode;
}) {
  const ballotId = pageParam(useRouter().params, 'ballotId');
  return ballotId === undefined ? (
    <NotHere title={title} how="到商会管理的“表决”里，点开要看的那一个。" />
  ) : (
    <Found title={title} ballotId={ballotId}>
      {children}
    </Found>
  );
}

function Found({
  title,
  ballotId,
  children,
}: {
  title: string;
  ballotId: string;
  children: (ballot: Ballot) => ReactNode;
}) {
  const ballot = useBallot(ballotId);
  const roles = useSession((session) => session.person?.roles);
  if (ballot.data === undefined) {
    return (
      <Page title={title}>
        <SignInFirst why="登录后，这里看得到等您处理的事。">
          <Loaded
            query={ballot}
            skeleton={
              <Card>
                <Skeleton rows={4} />
              </Card>
            }
            lost="表决还在，没有丢。"
          >
            {() => null}
          </Loaded>
        </SignInFirst>
      </Page>
    );
  }
  const { associationId } = ballot.data;
  const mine = roles?.some(({ role, placeId }) => role === 'association.admin' && placeId === associationId);
  return mine ? children(ballot.data) : <NotHere title={title} how="您现在的身份不是这个商会的管理员。" />;
}

function NotHere({ title, how }: { title: string; how: string }) {
  return (
    <Page title={title}>
      <SignInFirst why="登录后，这里看得到等您处理的事。">
        <Card>
          <Empty
            icon="users"
            title="这里给商会管理员用"
            how={how}
            action={<Button narrow text="回首页" onTap={() => openPage('/pages/home/index')} />}
          />
        </Card>
      </SignInFirst>
    </Page>
  );
}
