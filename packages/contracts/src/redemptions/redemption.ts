import { type Static, Type } from 'typebox';
import { Id, Instant, orNull, Points } from '../schema.ts';

export const REDEMPTION_STATUSES = ['held', 'fulfilled', 'cancelled', 'lapsed'] as const;
export const RedemptionStatus = Type.Enum([...REDEMPTION_STATUSES]);
export type RedemptionStatus = (typeof REDEMPTION_STATUSES)[number];

export const Redemption = Type.Object({
  id: Id,
  number: Type.Integer({ description: 'The short number that people see' }),
  status: RedemptionStatus,
  offerId: Id,
  offerTitle: Type.String(),
  merchantId: Id,
  merchantName: Type.String(),
  residentTail: Type.String({ description: "The last four digits of the resident's number" }),
  points: Points,
  createdAt: Instant,
  /** Until when a held voucher is good; null where it was fulfilled at once. */
  heldUntil: orNull(Instant),
  endedAt: orNull(Instant),
});
export type Redemption = Static<typeof Redemption>;
