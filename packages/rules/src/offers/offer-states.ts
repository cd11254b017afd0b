/** `approved` is what residents see. */
export type OfferStatus = 'draft' | 'submitted' | 'approved' | 'rejected' | 'withdrawn';

/** `edit-live` changes only `OFFER_LIVE_FIELDS`, `edit` anything else. */
export type OfferAct = 'edit' | 'edit-live' | 'submit' | 'approve' | 'reject' | 'withdraw';

export type OfferTransition =
  | { readonly ok: true; readonly status: OfferStatus }
  | { readonly ok: false; readonly code: 'offer-state-conflict'; readonly offerStatus: OfferStatus };

/** Who does it: the merchant's staff, or an admin of its association. */
export const OFFER_ACT_BY: Readonly<Record<OfferAct, 'merchant' | 'association'>> = {
  edit: 'merchant',
  'edit-live': 'merchant',
  submit: 'merchant',
  approve: 'association',
  reject: 'association',
  withdraw: 'association',
};

/**
 * How many are left and when: what a shop must be able to change at the counter, and what promises nothing
 * new.
 */
export const OFFER_LIVE_FIELDS: readonly string[] = ['stockLeft', 'availableFrom', 'availableUntil'];

/**
 * The status after an act.
 *
 * - What was approved is what residents read and pay: its title, price, limit… can't change under the
 *   approval. Such an edit makes any offer a draft again (an approved one leaves the shelf until it is
 *   approved anew; a submitted one is taken back, so that an admin never approves words they have not read).
 *   Vouchers already issued keep their price.
 * - Stock and times may be edited in every status and leave it as it is.
 * - Rejected and withdrawn offers come back only through an edit: someone asked for a change.
 */
export function offerTransition(status: OfferStatus, act: OfferAct): OfferTransition {
  const next = TRANSITIONS[act][status];
  return next === undefined
    ? { ok: false, code: 'offer-state-conflict', offerStatus: status }
    : { ok: true, status: next };
}

/** Which of the two edits a change of these fields is. */
export function offerEditAct(changedFields: readonly string[]): 'edit' | 'edit-live' {
  return changedFields.every((field) => OFFER_LIVE_FIELDS.includes(field)) ? 'edit-live' : 'edit';
}

const TRANSITIONS: Readonly<Record<OfferAct, Readonly<Partial<Record<OfferStatus, OfferStatus>>>>> = {
  edit: { draft: 'draft', submitted: 'draft', approved: 'draft', rejected: 'draft', withdrawn: 'draft' },
  'edit-live': {
    draft: 'draft',
    submitted: 'submitted',
    approved: 'approved',
    rejected: 'rejected',
    withdrawn: 'withdrawn',
  },
  submit: { draft: 'submitted' },
  approve: { submitted: 'approved' },
  reject: { submitted: 'rejected' },
  withdraw: { approved: 'withdrawn' },
};
