import type { Contracts, Merchant, MerchantSummary, QueryOf } from '@shangju/contracts';
import type { Pool } from 'pg';
import { readCursor, rowsToAsk, toPage } from '../../http/cursor.ts';

export async function listMerchants(pool: Pool, query: QueryOf<Contracts['GET /v1/merchants']>) {
  const [afterNumber] = readCursor(query.cursor, ['integer']);
  const { rows } = await pool.query<MerchantRow>({
    name: 'merchants',
    text: MERCHANTS,
    values: [
      query.associationId ?? null,
      query.q ? `%${escapeLike(query.q)}%` : null,
      afterNumber,
      rowsToAsk(query.limit),
    ],
  });
  return toPage(rows, query.limit, ({ number }) => [number], merchantSummary);
}

export async function findMerchant(pool: Pool, merchantId: string): Promise<Merchant | undefined> {
  const { rows } = await pool.query<MerchantRow & MerchantDetailRow>({
    name: 'merchant',
    text: MERCHANT,
    values: [merchantId],
  });
  const [row] = rows;
  return (
    row && {
      ...merchantSummary(row),
      intro: row.intro,
      openHours: row.open_hours,
      location:
        row.latitude === null || row.longitude === null
          ? null
          : { latitude: row.latitude, longitude: row.longitude },
      pointsPerCheckIn: row.points_per_check_in,
    }
  );
}

/** The merchant that a code names. */
export async function merchantByNumber(pool: Pool, number: number): Promise<MerchantRow | undefined> {
  const { rows } = await pool.query<MerchantRow>({
    name: 'merchant-by-number',
    text: `select ${MERCHANT_COLUMNS} from merchants m join associations a on a.id = m.association_id where m.number = $1`,
    values: [number],
  });
  return rows[0];
}

export async function numberOfMerchant(pool: Pool, merchantId: string): Promise<number> {
  const { rows } = await pool.query<{ number: number }>({
    name: 'number-of-merchant',
    text: 'select number from merchants where id = $1',
    values: [merchantId],
  });
  const [row] = rows;
  if (!row) throw new Error('a merchant that is not there');
  return row.number;
}

interface MerchantRow {
  id: string;
  number: number;
  name: string;
  category: string;
  association_id: string;
  association_name: string;
  address: string;
  lane: string;
  status: 'open' | 'closed';
}

interface MerchantDetailRow {
  intro: string;
  open_hours: string;
  latitude: number | null;
  longitude: number | null;
  points_per_check_in: number;
}

export function merchantSummary(row: MerchantRow): MerchantSummary {
  return {
    id: row.id,
    number: row.number,
    name: row.name,
    category: row.category,
    associationId: row.association_id,
    associationName: row.association_name,
    address: row.address,
    lane: row.lane,
    open: row.status === 'open',
  };
}

/** Columns of `merchants m` and its `associations a`. */
const MERCHANT_COLUMNS = `
  m.id, m.number, m.name, m.category, m.association_id, a.name as association_name, m.address, m.lane,
  m.status`;

const MERCHANTS = `
  select ${MERCHANT_COLUMNS}
  from merchants m join associations a on a.id = m.association_id
  where m.status = 'open'
    and ($1::uuid is null or m.association_id = $1)
    and ($2::text is null or m.name ilike $2 or m.category ilike $2 or m.address ilike $2)
    and ($3::int is null or m.number > $3)
  order by m.number limit $4`;

const MERCHANT = `
  select ${MERCHANT_COLUMNS}, m.intro, m.open_hours, m.latitude, m.longitude,
    r.points_per_check_in
  from merchants m
  join associations a on a.id = m.association_id
  join earning_rules r on r.association_id = m.association_id
  where m.id = $1`;

const escapeLike = (word: string) => word.replace(/[\\%_]/g, '\\$&');
