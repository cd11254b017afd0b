import { useEffect } from 'react';
import { ForShopStaff } from '@/features/duty/for-shop-staff';
import { MyShifts } from '@/features/duty/my-shifts';
import { useRefreshOnReturn } from '@/services/page-shown';
import { Page } from '@/ui/page';
import { readyOffline } from './ready-offline';

export default function MyShiftsPage() {
  useRefreshOnReturn();
  useEffect(readyOffline, []);
  return (
    <Page title="我的值日">
      <ForShopStaff>
        <MyShifts />
      </ForShopStaff>
    </Page>
  );
}
