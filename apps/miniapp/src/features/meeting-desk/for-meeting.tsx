import type { Meeting } from '@shangju/contracts';
import { useRouter } from '@tarojs/taro';
import type { ReactNode } from 'react';
import { SignInFirst } from '@/features/identity/sign-in-first';
import { useMeeting } from '@/features/meetings/use-meetings';
import { pageParam } from '@/services/page-param';
import { openPage } from '@/services/places';
import { useSession } from '@/services/session';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Empty } from '@/ui/empty';
import { Loaded } from '@/ui/loaded';
import { Page } from '@/ui/page';
import { Skeleton } from '@/ui/skeleton';

/** A page about one meeting, for those who run its association. */
export function ForMeeting({
  title,
  children,
}: {
  title: string;
  /** Draws the whole page. */
  children: (meeting: Meeting) => ReactNode;
}) {
  const meetingId = pageParam(useRouter().params, 'meetingId');
  return meetingId === undefined ? (
    <NotHere title={title} how="到商会管理的“会议”里，点开要看的那一个。" />
  ) : (
    <Found title={title} meetingId={meetingId}>
      {children}
    </Found>
  );
}

function Found({
  title,
  meetingId,
  children,
}: {
  title: string;
  meetingId: string;
  children: (meeting: Meeting) => ReactNode;
}) {
  const meeting = useMeeting(meetingId);
  const roles = useSession((session) => session.person?.roles);
  if (meeting.data === undefined) {
    return (
      <Page title={title}>
        <SignInFirst why="登录后，这里看得到等您处理的事。">
          <Loaded
            query={meeting}
            skeleton={
              <Card>
                <Skeleton rows={4} />
              </Card>
            }
            lost="会议还在，没有丢。"
          >
            {() => null}
          </Loaded>
        </SignInFirst>
      </Page>
    );
  }
  const { associationId } = meeting.data;
  const mine = roles?.some(({ role, placeId }) => role === 'association.admin' && placeId === associationId);
  return mine ? children(meeting.data) : <NotHere title={title} how="您现在的身份不是这个商会的管理员。" />;
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
