import { useRouter } from '@tarojs/taro';
import type { ReactNode } from 'react';
import { SignInFirst } from '@/features/identity/sign-in-first';
import { pageParam } from '@/services/page-param';
import { openPage } from '@/services/places';
import { useSession } from '@/services/session';
import { Button } from '@/ui/button';
import { Empty } from '@/ui/empty';
import { Page } from '@/ui/page';

export interface KeptCommunity {
  communityId: string;
  name: string;
}

/** A page for the community's workers; others are told whom it is for. */
export function CommunityPage({
  title,
  children,
}: {
  title: string;
  /** Draws the whole page. */
  children: (community: KeptCommunity) => ReactNode;
}) {
  const community = useCommunity();
  if (community) return children(community);
  return (
    <Page title={title}>
      <SignInFirst why="登录后，这里看得到等您核实的住户。">
        <Empty
          icon="home"
          title="这里给社区工作者用"
          how="您现在的身份不是这个社区的工作者。"
          action={<Button narrow text="回首页" onTap={() => openPage('/pages/home/index')} />}
        />
      </SignInFirst>
    </Page>
  );
}

/** The community that this page is about: the one its address names, else the first the person works for. */
function useCommunity(): KeptCommunity | undefined {
  const asked = pageParam(useRouter().params, 'communityId');
  const person = useSession((session) => session.person);
  const place = person?.roles.find(
    ({ role, placeId }) => role === 'community.worker' && (asked === undefined || placeId === asked),
  );
  return place && { communityId: place.placeId, name: place.placeName };
}
