import { Records } from '@/features/meetings/records';
import { useRefreshOnReturn } from '@/services/page-shown';
import { Page } from '@/ui/page';

export default function RecordsPage() {
  useRefreshOnReturn();
  return (
    <Page title="以前的会和表决">
      <Records />
    </Page>
  );
}
