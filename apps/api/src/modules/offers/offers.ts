import type { Contracts, LimitPeriod, Offer, OfferStatus, QueryOf } from '@shangju/contracts';
import type { Pool, PoolClient } from 'pg';
import { readCursor, rowsToAsk, toPage } from '../../http/cursor.ts';

/** Offers that can be redeemed now, dearest first. */
export async function listOffersWithinReach(pool: Pool, query: QueryOf<Contracts['GET /v1/offers']>) {
  const [belowPrice, belowId] = readCursor(query.cursor, ['integer', 'uuid']);
  const rows = await selectOffers(
    pool,
    query.associationId ? 'offers-within-reach-of-association' : 'offers-within-reach',
    `where o.status = 'approved' and ${AVAILABLE}
        ${query.associationId ? 'and o.association_id = $5' : ''}
        and ($1::int is null or o.price_points <= $1)
        and ($2::int is null or (o.price_points, o.id) < ($2, $3::uuid))
      order by o.price_points desc, o.id desc limit $4`,
    [
      query.upToPoints ?? null,
      belowPrice,
      belowId,
      rowsToAsk(query.limit),
      ...(query.associationId ? [query.associationId] : []),
    ],
  );
  return toPage(rows, query.limit, (row) => [row.price_points, row.id], presentOffer);
}

/** A merchant's approved offers, cheapest first. */
export async function listOffersOfMerchant(
  pool: Pool,
  merchantId: string,
  query: QueryOf<Contracts['GET /v1/merchants/{merchantId}/offers']>,
) {
  const [abovePrice, aboveId] = readCursor(query.cursor, ['integer', 'uuid']);
  const rows = await selectOffers(
    pool,
    'offers-of-merchant',
    `where o.merchant_id = $1 and o.status = 'approved'
        and ($2::int is null or (o.price_points, o.id) > ($2, $3::uuid))
      order by o.price_points, o.id limit $4`,
    [merchantId, abovePrice, aboveId, rowsToAsk(query.limit)],
  );
  return toPage(rows, query.limit, (row) => [row.price_points, row.id], presentOffer);
}

/** A merchant's offers in every state, newest first. */
export async function listManagedOffers(
  pool: Pool,
  merchantId: string,
  query: QueryOf<Contracts['GET /v1/merchants/{merchantId}/managed-offers']>,
) {
  const [beforeId] = readCursor(query.cursor, ['uuid']);
  const rows = await selectOffers(
    pool,
    'managed-offers',
    `where o.merchant_id = $1 and ($2::text is null or o.status = $2) and ($3::uuid is null or o.id < $3)
      order by o.id desc limit $4`,
    [merchantId, query.status ?? null, beforeId, rowsToAsk(query.limit)],
  );
  return toPage(rows, query.limit, ({ id }) => [id], presentOffer);
}

/** Offers of an association's merchants, those that wait longest first. */
export async function listOffersOfAssociation(
  pool: Pool,
  associationId: string,
  query: QueryOf<Contracts['GET /v1/associations/{associationId}/offers']>,
) {
  const [afterAt, afterId] = readCursor(query.cursor, ['instant', 'uuid']);
  const rows = await selectOffers(
    pool,
    'offers-of-association',
    `where o.association_id = $1 and ($2::text is null or o.status = $2)
        and ($3::timestamptz is null or (o.updated_at, o.id) > ($3, $4::uuid))
      order by o.updated_at, o.id limit $5`,
    [associationId, query.status ?? null, afterAt, afterId, rowsToAsk(query.limit)],
  );
  return toPage(rows, query.limit, (row) => [row.updated_at_exact, row.id], presentOffer);
}

export async function findOffer(db: Pool | PoolClient, offerId: string): Promise<Offer | undefined> {
  const [row] = await selectOffers(db, 'offer', 'where o.id = $1', [offerId]);
  return row && presentOffer(row);
}

interface OfferRow {
  id: string;
  merchant_id: string;
  merchant_name: string;
  association_id: string;
  title: string;
  description: string;
  price_points: number;
  stock_left: number | null;
  limit_per_person: number | null;
  limit_period: LimitPeriod;
  voucher_minutes: number;
  available_from: Date | null;
  available_until: Date | null;
  status: OfferStatus;
  reason: string | null;
  available: boolean;
  updated_at: Date;
  /** With its microseconds, which a Date would lose and a cursor must not. */
  updated_at_exact: string;
}

const AVAILABLE = `(
  m.status = 'open' and o.stock_left is distinct from 0
  and (o.available_from is null or o.available_from <= street_now())
  and (o.available_until is null or o.available_until > street_now()))`;

async function selectOffers(
  db: Pool | PoolClient,
  name: string,
  whereOrderLimit: string,
  values: unknown[],
): Promise<OfferRow[]> {
  const { rows } = await db.query<OfferRow>({
    name,
    text: `
      select o.*, m.name as merchant_name, o.status = 'approved' and ${AVAILABLE} as available,
        to_char(o.updated_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as updated_at_exact
      from offers o join merchants m on m.id = o.merchant_id
      ${whereOrderLimit}`,
    values,
  });
  return rows;
}

function presentOffer(row: OfferRow): Offer {
  return {
    id: row.id,
    merchantId: row.merchant_id,
    merchantName: row.merchant_name,
    associationId: row.association_id,
    title: row.title,
    description: row.description,
    pricePoints: row.price_points,
    stockLeft: row.stock_left,
    limitPerPerson: row.limit_per_person,
    limitPeriod: row.limit_period,
    voucherMinutes: row.voucher_minutes,
    availableFrom: row.available_from?.toISOString() ?? null,
    availableUntil: row.available_until?.toISOString() ?? null,
    status: row.status,
    reason: row.reason,
    available: row.available,
    updatedAt: row.updated_at.toISOString(),
  };
}
