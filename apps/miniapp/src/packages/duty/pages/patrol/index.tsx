import { useRouter } from '@tarojs/taro';
import { LinkIncomplete } from '@/features/duty/link-incomplete';
import { Patrol } from '@/features/duty/patrol';
import { pageParam } from '@/services/page-param';
import { Page } from '@/ui/page';

export default function PatrolPage() {
  const shiftId = pageParam(useRouter().params, 'shiftId');
  return shiftId === undefined ? (
    <Page title="巡查">
      <LinkIncomplete />
    </Page>
  ) : (
    <Patrol shiftId={shiftId} />
  );
}
