import { useRouter } from '@tarojs/taro';
import { ForShopStaff } from '@/features/duty/for-shop-staff';
import { LinkIncomplete } from '@/features/duty/link-incomplete';
import { useWorksAtShop } from '@/features/duty/my-shops';
import { Patrol } from '@/features/duty/patrol';
import { pageParam } from '@/services/page-param';
import { Page } from '@/ui/page';

export default function PatrolPage() {
  const shiftId = pageParam(useRouter().params, 'shiftId');
  const worksAtShop = useWorksAtShop();
  // The page of the round itself has its button at the bottom, and draws the page around it.
  if (shiftId !== undefined && worksAtShop) return <Patrol shiftId={shiftId} />;
  return (
    <Page title="巡查">
      <ForShopStaff>
        <LinkIncomplete />
      </ForShopStaff>
    </Page>
  );
}
