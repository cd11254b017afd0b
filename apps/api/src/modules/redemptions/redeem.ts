import type { LimitPeriod, OfferStatus, Redemption, RedemptionWithBalance } from '@shangju/contracts';
import {
  dayStart,
  decideRedemptions,
  localDay,
  pairKey,
  periodStart,
  type RedemptionDecision,
  type RedemptionRefusal,
  type RedemptionRequest,
  type RedemptionRow,
  type RedemptionState,
} from '@shangju/rules';
import type { Pool, PoolClient } from 'pg';
import { streetNow } from '../../db/clock.ts';
import type { OnBatch } from '../../http/gather.ts';
import type { Change } from '../../http/idempotency.ts';
import { type Decided, keyedBatch } from '../../http/keyed-batch.ts';
import { must } from '../../must.ts';
import { newId } from '../../new-id.ts';
import { announce } from '../arrivals/index.ts';
import { residentTail } from '../identity/index.ts';
import {
  accountsById,
  inLockOrder,
  loadAccounts,
  loadStaff,
  numbersById,
  storeAccounts,
  storeTransfers,
} from '../points/index.ts';
import { giveBackLapsed, lapsedHoldsExist, scheduleLapse } from './lapse.ts';
import { arrivalOf } from './redemption-arrival.ts';

export interface AskedRedemption {
  personId: string;
  offerId: string;
  /** The shop's live code, where one was scanned: genuine, its freshness not yet decided. */
  live: { merchantNumber: number; step: number } | undefined;
}

type RedemptionReply = { status: 201; body: RedemptionWithBalance };
export type RedemptionNo = RedemptionRefusal & { lapsedHoldsExist: boolean };

/**
 * Redeems offers. Redemptions that arrive together share a transaction. A refusal that a hold which
 * has run out may be the cause of is decided again after such holds are given back.
 */
export function redeemBatch(pipelines: Pool, onBatch: OnBatch | undefined) {
  const redeem = keyedBatch<AskedRedemption, Loaded, RedemptionReply, RedemptionNo>({
    name: 'redemptions',
    onBatch,
    pipelines,
    load: (tx, asked) =>
      load(
        tx,
        asked.map(({ request }) => request),
      ),
    decide: (loaded, asked) =>
      decide(
        loaded,
        asked.map(({ request }) => request),
      ),
  });
  return async (
    change: Change,
    request: AskedRedemption,
  ): Promise<Decided<RedemptionReply, RedemptionNo>> => {
    const decided = await redeem(change, request);
    if (decided.ok || !decided.refusal.lapsedHoldsExist || !CURED_BY_GIVING_BACK.has(decided.refusal.code))
      return decided;
    await giveBackLapsed(pipelines);
    return redeem(change, request);
  };
}

const CURED_BY_GIVING_BACK: ReadonlySet<string> = new Set([
  'insufficient-points',
  'offer-sold-out',
  'limit-reached',
]);

interface Loaded {
  now: Date;
  accounts: RedemptionState['accounts'];
  /** Residents' short numbers. */
  numbers: Map<string, number>;
  offers: Map<string, OfferRow>;
  staff: Set<string>;
  earlier: EarlierRow[];
  redemptionNumbers: number[];
  lapsedHoldsExist: boolean;
}

interface OfferRow {
  id: string;
  merchant_id: string;
  merchant_number: number;
  merchant_name: string;
  merchant_status: 'open' | 'closed';
  title: string;
  price_points: number;
  status: OfferStatus;
  stock_left: number | null;
  limit_per_person: number | null;
  limit_period: LimitPeriod;
  available_from: Date | null;
  available_until: Date | null;
  voucher_minutes: number;
}

interface EarlierRow {
  person_id: string;
  offer_id: string;
  created_at: Date;
}

async function load(tx: PoolClient, requests: readonly AskedRedemption[]): Promise<Loaded> {
  const personIds = requests.map(({ personId }) => personId);
  const [accounts, offers, now, staff, earlier, redemptionNumbers, lapsed] = await Promise.all([
    loadAccounts(tx, personIds),
    loadOffers(
      tx,
      requests.map(({ offerId }) => offerId),
    ),
    streetNow(tx),
    loadStaff(tx, personIds),
    loadEarlier(tx, requests),
    drawNumbers(tx, requests.length),
    lapsedHoldsExist(tx),
  ]);
  return {
    now,
    accounts: accountsById(accounts),
    numbers: numbersById(accounts),
    offers: new Map(offers.map((offer) => [offer.id, offer])),
    staff,
    earlier,
    redemptionNumbers,
    lapsedHoldsExist: lapsed,
  };
}

/** Locks offers in the order of their ids, after the accounts. */
async function loadOffers(tx: PoolClient, offerIds: readonly string[]): Promise<OfferRow[]> {
  const { rows } = await tx.query<OfferRow>({
    name: 'load-offers',
    text: `
      select o.id, o.merchant_id, m.number as merchant_number, m.name as merchant_name, m.status as merchant_status,
        o.title, o.price_points, o.status, o.stock_left, o.limit_per_person, o.limit_period,
        o.available_from, o.available_until, o.voucher_minutes
      from unnest($1::uuid[]) as asked (id)
      cross join lateral (select * from offers where id = asked.id limit 1 for no key update) o
      cross join lateral (select number, name, status from merchants where id = o.merchant_id limit 1) m`,
    values: [inLockOrder(offerIds)],
  });
  return rows;
}

/**
 * When the person last redeemed the offer, as many times as its limit counts: which of them fall
 * into the running period is told by the one clock that decides.
 */
async function loadEarlier(tx: PoolClient, requests: readonly AskedRedemption[]): Promise<EarlierRow[]> {
  const pairs = [...new Map(requests.map((one) => [pairKey(one.personId, one.offerId), one])).values()];
  const { rows } = await tx.query<EarlierRow>({
    name: 'load-earlier',
    text: `
      select r.person_id, r.offer_id, r.created_at
      from unnest($1::uuid[], $2::uuid[]) as asked (person_id, offer_id)
      cross join lateral (select limit_per_person from offers where id = asked.offer_id limit 1) o
      cross join lateral (
        select person_id, offer_id, created_at from redemptions
        where person_id = asked.person_id and offer_id = asked.offer_id and status in ('held', 'fulfilled')
        order by created_at desc limit coalesce(o.limit_per_person, 0)
      ) r`,
    values: [pairs.map(({ personId }) => personId), pairs.map(({ offerId }) => offerId)],
  });
  return rows;
}

async function drawNumbers(tx: PoolClient, count: number): Promise<number[]> {
  const { rows } = await tx.query<{ number: number }>({
    name: 'draw-redemption-numbers',
    text: `select nextval('redemptions_number_seq')::int as number from generate_series(1, $1::int)`,
    values: [count],
  });
  return rows.map(({ number }) => number);
}

function decide(loaded: Loaded, requests: readonly AskedRedemption[]) {
  const { lapsedHoldsExist } = loaded;
  const known = requests.flatMap((request) => {
    const offer = loaded.offers.get(request.offerId);
    return offer ? [toRuleRequest(offer, request)] : [];
  });
  const { outcomes, changes } = decideRedemptions(toState(loaded), known);
  const created = presentCreated(loaded, changes.redemptions);

  let next = 0;
  const decided = requests.map((request): Decided<RedemptionReply, RedemptionNo> => {
    if (!loaded.offers.has(request.offerId)) {
      return { ok: false, refusal: { code: 'offer-not-available', lapsedHoldsExist } };
    }
    const outcome = must(outcomes[next++]);
    if (!outcome.ok) return { ok: false, refusal: { ...outcome, lapsedHoldsExist } };
    const redemption = must(created.get(outcome.redemptionId));
    return { ok: true, reply: { status: 201, body: { ...redemption, balance: outcome.balanceAfter } } };
  });
  return { decided, store: (tx: PoolClient) => store(tx, changes, created) };
}

function toRuleRequest(offer: OfferRow, { personId, offerId, live }: AskedRedemption): RedemptionRequest {
  const request = { redemptionId: newId(), transferId: newId(), personId, offerId };
  if (!live) return { ...request, presence: { kind: 'none' } };
  const merchantId = live.merchantNumber === offer.merchant_number ? offer.merchant_id : 'another';
  return { ...request, presence: { kind: 'live', merchantId, step: live.step } };
}

function toState(loaded: Loaded): RedemptionState {
  const today = localDay(loaded.now);
  const used = new Map<string, number>();
  for (const { person_id, offer_id, created_at } of loaded.earlier) {
    const { limit_period } = must(loaded.offers.get(offer_id));
    if (limit_period !== 'ever' && created_at < dayStart(periodStart(limit_period, today))) continue;
    const pair = pairKey(person_id, offer_id);
    used.set(pair, (used.get(pair) ?? 0) + 1);
  }
  return {
    now: loaded.now,
    accounts: loaded.accounts,
    offers: new Map([...loaded.offers].map(([id, offer]) => [id, toRuleOffer(offer)])),
    used,
    staff: loaded.staff,
  };
}

const toRuleOffer = (offer: OfferRow) => ({
  merchantId: offer.merchant_id,
  pricePoints: offer.price_points,
  status: offer.status,
  merchantOpen: offer.merchant_status === 'open',
  stockLeft: offer.stock_left,
  limitPerPerson: offer.limit_per_person,
  limitPeriod: offer.limit_period,
  availableFrom: offer.available_from ?? undefined,
  availableUntil: offer.available_until ?? undefined,
  voucherMinutes: offer.voucher_minutes,
});

interface Created extends Redemption {
  personId: string;
}

function presentCreated(loaded: Loaded, rows: readonly RedemptionRow[]): Map<string, Created> {
  return new Map(
    rows.map((row, index) => {
      const offer = must(loaded.offers.get(row.offerId));
      return [
        row.redemptionId,
        {
          id: row.redemptionId,
          number: must(loaded.redemptionNumbers[index]),
          status: row.status,
          personId: row.personId,
          offerId: row.offerId,
          offerTitle: offer.title,
          merchantId: row.merchantId,
          merchantName: offer.merchant_name,
          residentTail: residentTail(must(loaded.numbers.get(row.personId))),
          points: row.pricePoints,
          createdAt: row.at.toISOString(),
          heldUntil: row.heldUntil?.toISOString() ?? null,
          endedAt: row.status === 'fulfilled' ? row.at.toISOString() : null,
        },
      ];
    }),
  );
}

function store(
  tx: PoolClient,
  changes: RedemptionDecision['changes'],
  created: Map<string, Created>,
): Promise<unknown>[] {
  if (created.size === 0) return [];
  const rows = [...created.values()];
  return [
    ...storeAccounts(tx, changes.accounts),
    ...storeStock(tx, changes.stock),
    storeRedemptions(tx, rows),
    ...storeTransfers(tx, changes.transfers),
    ...announce(tx, rows.map(arrivalOf)),
    ...scheduleLapse(
      tx,
      rows.flatMap(({ heldUntil }) => (heldUntil ? [new Date(heldUntil)] : [])),
    ),
  ];
}

function storeStock(
  tx: PoolClient,
  taken: readonly { offerId: string; unitsTaken: number }[],
): Promise<unknown>[] {
  if (taken.length === 0) return [];
  return [
    tx.query({
      name: 'store-stock',
      text: `
        update offers o set stock_left = o.stock_left - n.units
        from unnest($1::uuid[], $2::int[]) as n (id, units) where o.id = n.id`,
      values: [taken.map(({ offerId }) => offerId), taken.map(({ unitsTaken }) => unitsTaken)],
    }),
  ];
}

function storeRedemptions(tx: PoolClient, rows: readonly Created[]): Promise<unknown> {
  return tx.query({
    name: 'store-redemptions',
    text: `
      insert into redemptions (id, number, person_id, offer_id, merchant_id, offer_title, points, status,
        local_day, created_at, held_until, ended_at)
      select *
      from unnest($1::uuid[], $2::int[], $3::uuid[], $4::uuid[], $5::uuid[], $6::text[], $7::int[], $8::text[],
        $9::date[], $10::timestamptz[], $11::timestamptz[], $12::timestamptz[])`,
    values: [
      rows.map(({ id }) => id),
      rows.map(({ number }) => number),
      rows.map(({ personId }) => personId),
      rows.map(({ offerId }) => offerId),
      rows.map(({ merchantId }) => merchantId),
      rows.map(({ offerTitle }) => offerTitle),
      rows.map(({ points }) => points),
      rows.map(({ status }) => status),
      rows.map(({ createdAt }) => localDay(new Date(createdAt))),
      rows.map(({ createdAt }) => createdAt),
      rows.map(({ heldUntil }) => heldUntil),
      rows.map(({ endedAt }) => endedAt),
    ],
  });
}
