import { useRouter } from '@tarojs/taro';
import { CommunityPage } from '@/features/register-desk/community-page';
import { HouseholdDesk, NewHousehold } from '@/features/register-desk/household-desk';
import { pageParam } from '@/services/page-param';

export default function HouseholdPage() {
  const { params } = useRouter();
  const householdId = pageParam(params, 'householdId');
  const address = pageParam(params, 'address') ?? '';
  return (
    <CommunityPage title="住户">
      {({ communityId }) =>
        householdId === undefined ? (
          <NewHousehold communityId={communityId} />
        ) : (
          <HouseholdDesk communityId={communityId} householdId={householdId} address={address} />
        )
      }
    </CommunityPage>
  );
}
