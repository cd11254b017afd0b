import type { Offer } from '@shangju/contracts';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '@/services/api';
import { send } from '@/services/pending-sends';
import { queryClient } from '@/services/query-client';
import { editConsequence } from './edit-consequence';
import type { OfferBody } from './offer-form';

/** Saves what was filled in, and hands it to the association where asked. */
export function useOfferSave({
  merchantId,
  before,
  onSaved,
}: {
  merchantId: string;
  /** As it is saved; undefined for a new offer. */
  before: Offer | undefined;
  onSaved: (offer: Offer) => void;
}) {
  // A new offer that was saved but not submitted is edited from then on, not made twice.
  const [saved, setSaved] = useState(before);
  const saving = useMutation({
    mutationFn: async ({ body, submit }: { body: OfferBody; submit: boolean }) => {
      const offer = await save(merchantId, saved, body);
      setSaved(offer);
      return submit ? submitOffer(offer) : offer;
    },
    onSuccess: onSaved,
    onSettled: () => refreshOffers(merchantId),
  });
  return { saved, saving };
}

function save(merchantId: string, saved: Offer | undefined, body: OfferBody): Promise<Offer> {
  if (saved === undefined) {
    return send(
      'POST /v1/merchants/{merchantId}/offers',
      { params: { merchantId }, body },
      `新的兑换项目 · ${body.title}`,
    );
  }
  const { changes } = editConsequence(saved, body);
  if (Object.keys(changes).length === 0) return Promise.resolve(saved);
  return api.call('PATCH /v1/offers/{offerId}', { params: { offerId: saved.id }, body: changes });
}

function submitOffer({ id, title }: Offer): Promise<Offer> {
  return send('POST /v1/offers/{offerId}/submit', { params: { offerId: id } }, `提交审核 · ${title}`);
}

function refreshOffers(merchantId: string): void {
  for (const queryKey of [['shop', merchantId, 'offers'], ['offers'], ['offer']]) {
    void queryClient.invalidateQueries({ queryKey });
  }
}
