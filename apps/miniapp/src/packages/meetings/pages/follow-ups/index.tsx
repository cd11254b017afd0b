import { AllFollowUps } from '@/features/meetings/follow-ups';
import { useRefreshOnReturn } from '@/services/page-shown';
import { Page } from '@/ui/page';

export default function FollowUpsPage() {
  useRefreshOnReturn();
  return (
    <Page title="会后的事">
      <AllFollowUps />
    </Page>
  );
}
