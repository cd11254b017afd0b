import { CodeOnScreen } from '@/features/codes/code-on-screen';
import { api } from '@/services/api';
import { useTurningCode } from '@/services/turning-code';

/** The code by which people sign in at a meeting. */
export function SignInCode({ meetingId, shown }: { meetingId: string; shown: boolean }) {
  const turning = useTurningCode({
    queryKey: ['meeting-sign-in-code', meetingId],
    read: () => api.call('GET /v1/meetings/{meetingId}/sign-in-code', { params: { meetingId } }),
    shown,
  });
  return (
    <CodeOnScreen
      turning={turning}
      shown={shown}
      label="签到码，请来的人扫"
      offline="来的人先用下面的“登记”；连上网，码会自己出来。"
      lost="来的人先用下面的“登记”。"
    />
  );
}
