import { useRouter } from '@tarojs/taro';
import { ForShopStaff } from '@/features/duty/for-shop-staff';
import { HandOver } from '@/features/duty/hand-over';
import { LinkIncomplete } from '@/features/duty/link-incomplete';
import { useShift } from '@/features/duty/use-shift';
import { pageParam } from '@/services/page-param';
import { Loaded } from '@/ui/loaded';
import { Page } from '@/ui/page';
import { Skeleton } from '@/ui/skeleton';

export default function HandOverPage() {
  const shiftId = pageParam(useRouter().params, 'shiftId');
  return (
    <Page title="交班">
      <ForShopStaff>
        {shiftId === undefined ? <LinkIncomplete /> : <OfShift shiftId={shiftId} />}
      </ForShopStaff>
    </Page>
  );
}

function OfShift({ shiftId }: { shiftId: string }) {
  return (
    <Loaded query={useShift(shiftId, { watched: false })} skeleton={<Skeleton shape="code" />}>
      {(shift) => <HandOver shift={shift} />}
    </Loaded>
  );
}
