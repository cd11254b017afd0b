import type { Offer } from '@shangju/contracts';
import { useMutation } from '@tanstack/react-query';
import { send } from '@/services/pending-sends';
import { queryClient } from '@/services/query-client';
import { offersKey } from './use-association-offers';

export type VerdictAct = 'approve' | 'reject' | 'withdraw';

/** Approves an offer, hands it back or takes it down; the latter two with the reason that the shop will read. */
export function useOfferVerdict(associationId: string) {
  return useMutation({
    mutationFn: ({ offer, act, reason }: { offer: Offer; act: VerdictAct; reason: string }) =>
      sendVerdict(offer, act, reason),
    onSettled: () => {
      for (const queryKey of [offersKey(associationId), ['offers'], ['offer']]) {
        void queryClient.invalidateQueries({ queryKey });
      }
    },
  });
}

function sendVerdict({ id, title }: Offer, act: VerdictAct, reason: string): Promise<Offer> {
  const params = { offerId: id };
  switch (act) {
    case 'approve':
      return send('POST /v1/offers/{offerId}/approve', { params }, `通过 · ${title}`);
    case 'reject':
      return send('POST /v1/offers/{offerId}/reject', { params, body: { reason } }, `退回 · ${title}`);
    case 'withdraw':
      return send('POST /v1/offers/{offerId}/withdraw', { params, body: { reason } }, `下架 · ${title}`);
  }
}
