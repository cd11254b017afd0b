import type { Redemption, RedemptionWithBalance } from '@shangju/contracts';
import {
  decideEndings,
  type EndingDecision,
  type EndingRedemption,
  type EndingRefusal,
  type EndingRequest,
} from '@shangju/rules';
import type { PoolClient } from 'pg';
import { streetNow } from '../../db/clock.ts';
import { must } from '../../must.ts';
import { announce } from '../arrivals/index.ts';
import { accountsById, inLockOrder, loadAccounts, storeAccounts, storeTransfers } from '../points/index.ts';
import { arrivalOf } from './redemption-arrival.ts';
import { findRedemption } from './redemptions.ts';

export type EndingOutcome =
  | { ok: true; redemption: RedemptionWithBalance }
  | { ok: false; refusal: EndingRefusal };

/** Ends held redemptions: fulfils, cancels or lets lapse. Each ends once, whoever comes first. */
export async function endRedemptions(
  tx: PoolClient,
  requests: readonly EndingRequest[],
): Promise<EndingOutcome[]> {
  const loaded = await load(
    tx,
    requests.map(({ redemptionId }) => redemptionId),
  );
  const { outcomes, changes } = decideEndings(loaded, requests);
  await store(tx, changes);

  const results: EndingOutcome[] = [];
  const ended: Redemption[] = [];
  for (const outcome of outcomes) {
    if (!outcome.ok) {
      results.push({ ok: false, refusal: outcome });
      continue;
    }
    const redemption = must(await findRedemption(tx, outcome.redemptionId));
    ended.push(redemption);
    results.push({ ok: true, redemption: { ...redemption, balance: outcome.balanceAfter } });
  }
  await Promise.all(announce(tx, ended.map(arrivalOf)));
  return results;
}

/** Locks in the order that all keep: accounts, offers, redemptions. */
async function load(tx: PoolClient, redemptionIds: readonly string[]) {
  const ids = inLockOrder(redemptionIds);
  const concerned = await tx.query<{ person_id: string; offer_id: string }>({
    name: 'whom-endings-concern',
    text: 'select person_id, offer_id from redemptions where id = any($1::uuid[])',
    values: [ids],
  });
  const accounts = await loadAccounts(
    tx,
    concerned.rows.map(({ person_id }) => person_id),
  );
  await tx.query({
    name: 'lock-offers',
    text: `
      select o.id from unnest($1::uuid[]) as asked (id)
      cross join lateral (select id from offers where id = asked.id limit 1 for no key update) o`,
    values: [inLockOrder(concerned.rows.map(({ offer_id }) => offer_id))],
  });
  const { rows } = await tx.query<{ id: string } & EndingRedemption>({
    name: 'lock-redemptions',
    text: `
      select r.id, r.person_id as "personId", r.offer_id as "offerId", r.merchant_id as "merchantId",
        r.points as "pricePoints", r.status, r.held_until as "heldUntil"
      from unnest($1::uuid[]) as asked (id)
      cross join lateral (select * from redemptions where id = asked.id limit 1 for no key update) r`,
    values: [ids],
  });
  return {
    now: await streetNow(tx),
    accounts: accountsById(accounts),
    redemptions: new Map(rows.map(({ id, ...redemption }) => [id, redemption])),
  };
}

async function store(tx: PoolClient, { accounts, stock, redemptions, transfers }: EndingDecision['changes']) {
  if (redemptions.length === 0) return;
  await Promise.all([
    ...storeAccounts(tx, accounts),
    tx.query({
      name: 'store-stock-back',
      text: `
        update offers o set stock_left = o.stock_left + n.units
        from unnest($1::uuid[], $2::int[]) as n (id, units) where o.id = n.id and o.stock_left is not null`,
      values: [stock.map(({ offerId }) => offerId), stock.map(({ unitsBack }) => unitsBack)],
    }),
    tx.query({
      name: 'store-endings',
      text: `
        update redemptions r set status = n.status, ended_at = n.ended_at, fulfilled_by = n.fulfilled_by
        from unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::uuid[])
          as n (id, status, ended_at, fulfilled_by)
        where r.id = n.id`,
      values: [
        redemptions.map(({ redemptionId }) => redemptionId),
        redemptions.map(({ status }) => status),
        redemptions.map(({ endedAt }) => endedAt),
        redemptions.map(({ status, endedBy }) => (status === 'fulfilled' ? endedBy : null)),
      ],
    }),
    ...storeTransfers(tx, transfers),
  ]);
}
