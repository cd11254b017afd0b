import type { MerchantDay } from '@shangju/contracts';
import type { Pool } from 'pg';
import { must } from '../../must.ts';

/** A day's figures of a shop: reads only that shop's rows of that day. */
export async function merchantDay(pool: Pool, merchantId: string, day: string): Promise<MerchantDay> {
  const { rows } = await pool.query<MerchantDay>({
    name: 'merchant-day',
    text: `
      select $2::date as day,
        (select count(*)::int from check_ins where merchant_id = $1 and local_day = $2::date) as "checkIns",
        count(*) filter (where status = 'fulfilled')::int as "redemptionsFulfilled",
        count(*) filter (where status = 'held')::int as "redemptionsHeld",
        coalesce(sum(points) filter (where status = 'fulfilled'), 0)::int as "pointsReceived"
      from redemptions where merchant_id = $1 and local_day = $2::date`,
    values: [merchantId, day],
  });
  return must(rows[0]);
}
