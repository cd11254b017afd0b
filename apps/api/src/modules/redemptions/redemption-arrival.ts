import type { Redemption } from '@shangju/contracts';
import type { ArrivalAt } from '../arrivals/index.ts';

const KIND = {
  held: 'redemption-held',
  fulfilled: 'redemption-fulfilled',
  cancelled: 'redemption-ended',
  lapsed: 'redemption-ended',
} as const;

/** How a redemption, in the state it has now, appears on the merchant's page. */
export const arrivalOf = (redemption: Redemption): ArrivalAt => ({
  merchantId: redemption.merchantId,
  kind: KIND[redemption.status],
  id: redemption.id,
  at: redemption.endedAt ?? redemption.createdAt,
  title: redemption.offerTitle,
  points: redemption.points,
  residentTail: redemption.residentTail,
});
