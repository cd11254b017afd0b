import type { CallResult } from '@shangju/client';
import { useMutation } from '@tanstack/react-query';
import { failureWords } from '@/services/failure-words';
import { notify } from '@/services/notices';
import { type SendKey, type SendOptions, send } from '@/services/pending-sends';
import { queryClient } from '@/services/query-client';

/** Changes a shift on behalf of the association, says how it went, and reads anew what shows it. */
export function useShiftEdit<K extends SendKey>({
  endpoint,
  about,
  done,
  onDone,
}: {
  endpoint: K;
  about: string;
  done: (answer: CallResult<K>) => string;
  onDone: () => void;
}) {
  return useMutation({
    mutationFn: (options: SendOptions<K>) => send(endpoint, options, about),
    onSuccess: (answer) => {
      notify(done(answer), 'good');
      onDone();
    },
    onError: (failure) => notify(failureWords(failure), 'alarm'),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['duty'] }),
  });
}
