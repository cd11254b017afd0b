import type { BodyOf, Contracts, Offer, OfferStatus } from '@shangju/contracts';
import { type OfferAct, offerEditAct, offerTransition } from '@shangju/rules';
import type { PoolClient } from 'pg';
import { readInstant } from '../../http/read-instant.ts';
import { must } from '../../must.ts';
import { newId } from '../../new-id.ts';
import { findOffer } from './offers.ts';

type Done = { ok: true; offer: Offer };
type StateConflict = { ok: false; code: 'offer-state-conflict'; offerStatus: OfferStatus };
type TimesReversed = { ok: false; code: 'offer-times-reversed' };

type NewOffer = BodyOf<Contracts['POST /v1/merchants/{merchantId}/offers']>;
type OfferEdit = BodyOf<Contracts['PATCH /v1/offers/{offerId}']>;

const VOUCHER_MINUTES_DEFAULT = 30;

export async function draftOffer(
  tx: PoolClient,
  place: { merchantId: string; associationId: string; createdBy: string },
  offer: NewOffer,
): Promise<Done | TimesReversed> {
  if (reversed(offer.availableFrom, offer.availableUntil)) return { ok: false, code: 'offer-times-reversed' };
  const id = newId();
  await tx.query(
    `insert into offers (id, merchant_id, association_id, title, description, price_points, stock_total, stock_left,
        limit_per_person, limit_period, voucher_minutes, available_from, available_until, status, created_by, updated_at)
      values ($1, $2, $3, $4, $5, $6, $7, $7, $8, $9, $10, $11, $12, 'draft', $13, street_now())`,
    [
      id,
      place.merchantId,
      place.associationId,
      offer.title.trim(),
      offer.description?.trim() ?? '',
      offer.pricePoints,
      offer.stockLeft ?? null,
      offer.limitPerPerson ?? null,
      offer.limitPeriod ?? 'ever',
      offer.voucherMinutes ?? VOUCHER_MINUTES_DEFAULT,
      offer.availableFrom ?? null,
      offer.availableUntil ?? null,
      place.createdBy,
    ],
  );
  return { ok: true, offer: must(await findOffer(tx, id)) };
}

/** Edits an offer; what of it must be approved again is told by the rule. */
export async function editOffer(
  tx: PoolClient,
  offerId: string,
  asked: OfferEdit,
): Promise<Done | StateConflict | TimesReversed> {
  const edit = trimmed(asked);
  const status = await lockOffer(tx, offerId);
  const before = must(await findOffer(tx, offerId));
  const changed = Object.keys(edit).filter(
    (field) => edit[field as keyof OfferEdit] !== before[field as keyof Offer],
  );
  if (changed.length === 0) return { ok: true, offer: before };
  const after = { ...before, ...edit };
  if (reversed(after.availableFrom, after.availableUntil)) return { ok: false, code: 'offer-times-reversed' };
  const moved = offerTransition(status, offerEditAct(changed));
  if (!moved.ok) return moved;
  await tx.query(
    `update offers o set title = $2, description = $3, price_points = $4,
        stock_left = $5::int,
        stock_total = $5::int + coalesce(o.stock_total - o.stock_left, (
          select count(*) from redemptions r
          where r.merchant_id = o.merchant_id and r.offer_id = o.id and r.status in ('held', 'fulfilled'))),
        limit_per_person = $6, limit_period = $7, voucher_minutes = $8, available_from = $9, available_until = $10,
        status = $11, reason = case when $11 = o.status then o.reason end, updated_at = street_now()
      where o.id = $1`,
    [
      offerId,
      after.title,
      after.description,
      after.pricePoints,
      after.stockLeft,
      after.limitPerPerson,
      after.limitPeriod,
      after.voucherMinutes,
      after.availableFrom,
      after.availableUntil,
      moved.status,
    ],
  );
  return { ok: true, offer: must(await findOffer(tx, offerId)) };
}

/** Submits, approves, rejects or withdraws. */
export async function moveOffer(
  tx: PoolClient,
  offerId: string,
  act: Extract<OfferAct, 'submit' | 'approve' | 'reject' | 'withdraw'>,
  reason?: string,
): Promise<Done | StateConflict> {
  const status = await lockOffer(tx, offerId);
  const moved = offerTransition(status, act);
  if (!moved.ok) return moved;
  await tx.query('update offers set status = $2, reason = $3, updated_at = street_now() where id = $1', [
    offerId,
    moved.status,
    reason?.trim() ?? null,
  ]);
  return { ok: true, offer: must(await findOffer(tx, offerId)) };
}

async function lockOffer(tx: PoolClient, offerId: string): Promise<OfferStatus> {
  const { rows } = await tx.query<{ status: OfferStatus }>(
    'select status from offers where id = $1 for no key update',
    [offerId],
  );
  return must(rows[0]).status;
}

/** Before anything is compared: spaces at the end of a title are no other title. */
const trimmed = (edit: OfferEdit): OfferEdit => ({
  ...edit,
  ...(edit.title === undefined ? {} : { title: edit.title.trim() }),
  ...(edit.description === undefined ? {} : { description: edit.description.trim() }),
});

/** Also where one of them is no instant: PostgreSQL would make the next minute of a leap second. */
function reversed(from: string | null | undefined, until: string | null | undefined): boolean {
  const [begin, end] = [from, until].map((text) => (text == null ? null : readInstant(text)));
  if (begin === undefined || end === undefined) return true;
  return begin !== null && end !== null && begin >= end;
}
