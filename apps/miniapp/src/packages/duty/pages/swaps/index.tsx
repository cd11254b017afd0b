import { AllSwaps } from '@/features/duty/all-swaps';
import { ForShopStaff } from '@/features/duty/for-shop-staff';
import { useRefreshOnReturn } from '@/services/page-shown';
import { Page } from '@/ui/page';

export default function SwapsPage() {
  useRefreshOnReturn();
  return (
    <Page title="换班">
      <ForShopStaff>
        <AllSwaps />
      </ForShopStaff>
    </Page>
  );
}
