import type { Arrival } from '@shangju/contracts';
import type { PoolClient } from 'pg';

export const ARRIVALS_CHANNEL = 'arrivals';

export interface ArrivalAt extends Arrival {
  merchantId: string;
}

/** Tells every API process what arrived, once this transaction commits. */
export function announce(tx: PoolClient, arrivals: readonly ArrivalAt[]): Promise<unknown>[] {
  if (arrivals.length === 0) return [];
  return [
    tx.query({
      name: 'announce',
      text: `select pg_notify('${ARRIVALS_CHANNEL}', payload) from unnest($1::text[]) as payload`,
      values: [arrivals.map((arrival) => JSON.stringify(arrival))],
    }),
  ];
}
