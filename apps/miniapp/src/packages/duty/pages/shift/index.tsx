import { useRouter } from '@tarojs/taro';
import { LinkIncomplete } from '@/features/duty/link-incomplete';
import { OneShift } from '@/features/duty/one-shift';
import { pageParam } from '@/services/page-param';
import { useRefreshOnReturn } from '@/services/page-shown';
import { Page } from '@/ui/page';

export default function ShiftPage() {
  const { params } = useRouter();
  const shiftId = pageParam(params, 'shiftId');
  useRefreshOnReturn();
  return (
    <Page title="值日">
      {shiftId === undefined ? (
        <LinkIncomplete />
      ) : (
        <OneShift shiftId={shiftId} scanned={pageParam(params, 'code')} />
      )}
    </Page>
  );
}
