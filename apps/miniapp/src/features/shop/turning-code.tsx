import { CodeOnScreen } from '@/features/codes/code-on-screen';
import { api } from '@/services/api';
import { useTurningCode } from '@/services/turning-code';

/** The shop's code, for its guests to scan. */
export function TurningCode({ merchantId, shown }: { merchantId: string; shown: boolean }) {
  const turning = useTurningCode({
    queryKey: ['shop', merchantId, 'code'],
    read: () => api.call('GET /v1/merchants/{merchantId}/code', { params: { merchantId } }),
    shown,
  });
  return (
    <CodeOnScreen
      turning={turning}
      shown={shown}
      label="店码，请客人扫"
      offline="连上网，新码会自己出来，客人稍等再扫。"
      lost="连上后马上亮出新码，客人稍等再扫。"
    />
  );
}
