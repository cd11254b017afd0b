import { notify } from '@/services/notices';
import { onSendAnswered } from '@/services/pending-sends';
import { queryClient } from '@/services/query-client';

/** What a check-in, a redemption or its cancelling, an act on duty, a vote or a word at a meeting may have changed. */
const TOUCHED = ['mine', 'offers', 'offer', 'redemption', 'duty', 'ballots', 'meetings'];

/** Reads anew what an answer has changed, and says what became of a send that had to wait. Call once, at the start. */
export function refreshAfterSends(): void {
  onSendAnswered((answer) => {
    for (const area of TOUCHED) void queryClient.invalidateQueries({ queryKey: [area] });
    if (answer.send.failedTries === 0) return;
    if ('problem' in answer) notify(`${answer.send.about}：没办成。${answer.problem.detail}`, 'alarm');
    else notify(`${answer.send.about}：已经发出去了。`, 'good');
  });
}
