import type { Contracts, QueryOf, Redemption, RedemptionStatus } from '@shangju/contracts';
import type { Pool, PoolClient } from 'pg';
import { readCursor, rowsToAsk, toPage } from '../../http/cursor.ts';
import { residentTail } from '../identity/index.ts';

export async function listMyRedemptions(
  pool: Pool,
  personId: string,
  query: QueryOf<Contracts['GET /v1/me/redemptions']>,
) {
  const [beforeId] = readCursor(query.cursor, ['uuid']);
  const rows = await selectRedemptions(
    pool,
    'my-redemptions',
    `r.person_id = $1 and ($2::text is null or r.status = $2) and ($3::uuid is null or r.id < $3)
      order by r.id desc limit $4`,
    [personId, query.status ?? null, beforeId, rowsToAsk(query.limit)],
  );
  return toPage(rows, query.limit, ({ id }) => [id], presentRedemption);
}

/** A day's redemptions at a merchant, newest first. */
export async function listMerchantRedemptions(
  pool: Pool,
  merchantId: string,
  query: QueryOf<Contracts['GET /v1/merchants/{merchantId}/redemptions']>,
  today: string,
) {
  const [beforeId] = readCursor(query.cursor, ['uuid']);
  const rows = await selectRedemptions(
    pool,
    'merchant-redemptions',
    `r.merchant_id = $1 and r.local_day = $2::date and ($3::uuid is null or r.id < $3)
      order by r.id desc limit $4`,
    [merchantId, query.day ?? today, beforeId, rowsToAsk(query.limit)],
  );
  return toPage(rows, query.limit, ({ id }) => [id], presentRedemption);
}

export async function findRedemption(
  db: Pool | PoolClient,
  redemptionId: string,
): Promise<Redemption | undefined> {
  const [row] = await selectRedemptions(db, 'redemption', 'r.id = $1', [redemptionId]);
  return row && presentRedemption(row);
}

/** The redemption that a voucher's code names, and whose it is. */
export async function findRedemptionByNumber(
  pool: Pool,
  number: number,
): Promise<{ redemption: Redemption; personId: string } | undefined> {
  const [row] = await selectRedemptions(pool, 'redemption-by-number', 'r.number = $1', [number]);
  return row && { redemption: presentRedemption(row), personId: row.person_id };
}

interface RedemptionRow {
  id: string;
  number: number;
  status: RedemptionStatus;
  person_id: string;
  person_number: number;
  offer_id: string;
  offer_title: string;
  merchant_id: string;
  merchant_name: string;
  points: number;
  created_at: Date;
  held_until: Date | null;
  ended_at: Date | null;
}

async function selectRedemptions(
  db: Pool | PoolClient,
  name: string,
  where: string,
  values: unknown[],
): Promise<RedemptionRow[]> {
  const { rows } = await db.query<RedemptionRow>({
    name,
    text: `
      select r.*, m.name as merchant_name, p.number as person_number
      from redemptions r join merchants m on m.id = r.merchant_id join persons p on p.id = r.person_id
      where ${where}`,
    values,
  });
  return rows;
}

const presentRedemption = (row: RedemptionRow): Redemption => ({
  id: row.id,
  number: row.number,
  status: row.status,
  offerId: row.offer_id,
  offerTitle: row.offer_title,
  merchantId: row.merchant_id,
  merchantName: row.merchant_name,
  residentTail: residentTail(row.person_number),
  points: row.points,
  createdAt: row.created_at.toISOString(),
  heldUntil: row.held_until?.toISOString() ?? null,
  endedAt: row.ended_at?.toISOString() ?? null,
});
