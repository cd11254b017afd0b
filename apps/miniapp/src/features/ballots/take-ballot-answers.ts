import type { CastVote } from '@shangju/contracts';
import { keepLateRefusal } from '@/features/duty/late-refusals';
import { onSendAnswered, type PendingSend } from '@/services/pending-sends';
import { keepReceipt } from './kept-receipts';

/**
 * Keeps the receipt of every vote that was cast from this phone, also where its page is gone, and what was refused
 * after the person had put the phone away. Call once, at the start.
 */
export function takeBallotAnswers(): void {
  onSendAnswered((answer) => {
    const { send } = answer;
    const vote = votedIn(send);
    if (!vote) return;
    if ('problem' in answer) {
      if (send.failedTries > 0) keepLateRefusal(send, answer.problem.detail);
      return;
    }
    const { unitId, receipt } = answer.result as CastVote;
    keepReceipt({
      personId: send.personId ?? '',
      ballotId: vote.ballotId,
      unitId,
      receipt,
      about: send.about,
      seen: false,
    });
  });
}

/** The ballot and the unit that a waiting send is a vote of, if it is one. */
export function votedIn({
  endpoint,
  options,
}: Pick<PendingSend, 'endpoint' | 'options'>): { ballotId: string; unitId: string } | undefined {
  if (endpoint !== 'POST /v1/ballots/{ballotId}/votes') return undefined;
  const { params, body } = options as { params: { ballotId: string }; body: { unitId: string } };
  return { ballotId: params.ballotId, unitId: body.unitId };
}
