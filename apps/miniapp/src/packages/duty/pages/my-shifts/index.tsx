import { ForShopStaff } from '@/features/duty/for-shop-staff';
import { MyShifts } from '@/features/duty/my-shifts';
import { useRefreshOnReturn } from '@/services/page-shown';
import { Page } from '@/ui/page';

export default function MyShiftsPage() {
  useRefreshOnReturn();
  return (
    <Page title="我的值日">
      <ForShopStaff>
        <MyShifts />
      </ForShopStaff>
    </Page>
  );
}
