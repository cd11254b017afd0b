import type { MeetingSummary } from '@shangju/contracts';
import { useMutation } from '@tanstack/react-query';
import { failureWords } from '@/services/failure-words';
import { notify } from '@/services/notices';
import { send, usePendingSends } from '@/services/pending-sends';
import { queryClient } from '@/services/query-client';

const SIGN_IN = 'POST /v1/meetings/{meetingId}/attendance';

/** Signs in at a meeting by the turning code on the admin's phone. */
export function useSignIn({ id, title }: Pick<MeetingSummary, 'id' | 'title'>) {
  const waits = usePendingSends((sends) =>
    sends.waiting.some(
      ({ endpoint, options }) =>
        endpoint === SIGN_IN && (options as { params: { meetingId: string } }).params.meetingId === id,
    ),
  );
  const { mutate, error, isPending } = useMutation({
    mutationFn: (code: string) =>
      send(SIGN_IN, { params: { meetingId: id }, body: { code } }, `会议签到 · ${title}`),
    onSuccess: ({ points }) => {
      notify(points > 0 ? `签到了，+${points} 分。` : '签到了。', 'good');
      void queryClient.invalidateQueries({ queryKey: ['meetings'] });
    },
  });
  return {
    signIn: mutate,
    busy: isPending || waits,
    refusal: error === null ? undefined : failureWords(error),
  };
}
