import { CommunityPage } from '@/features/register-desk/community-page';
import { RegisterDesk } from '@/features/register-desk/register-desk';

export default function RegisterPage() {
  return (
    <CommunityPage title="住户名册">{(community) => <RegisterDesk community={community} />}</CommunityPage>
  );
}
