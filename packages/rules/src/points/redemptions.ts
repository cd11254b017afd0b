import { isCodeFresh } from '../codes/code-steps.ts';
import { must } from '../must.ts';
import type { OfferStatus } from '../offers/offer-states.ts';
import {
  type AccountChange,
  assertMovablePoints,
  type Balance,
  balanceOf,
  holdPoints,
  type ResidentAccount,
  spendPoints,
} from './account.ts';
import { AccountBook } from './account-book.ts';
import { pairKey } from './pair-key.ts';
import { merchantAccount, residentAccount, type Transfer, transferOf } from './transfer.ts';

export interface RedemptionRequest {
  readonly redemptionId: string;
  readonly transferId: string;
  readonly personId: string;
  readonly offerId: string;
  /** The genuine live code that came along, if any: the person stands at the counter. */
  readonly presence:
    | { readonly kind: 'none' }
    | { readonly kind: 'live'; readonly merchantId: string; readonly step: number };
}

export type LimitPeriod = 'day' | 'week' | 'month' | 'ever';

export interface RedeemableOffer {
  readonly merchantId: string;
  /** At least 1. */
  readonly pricePoints: number;
  readonly status: OfferStatus;
  readonly merchantOpen: boolean;
  /** null: as many as people want. */
  readonly stockLeft: number | null;
  /** Redemptions of one person within `limitPeriod`; null: no limit. */
  readonly limitPerPerson: number | null;
  readonly limitPeriod: LimitPeriod;
  readonly availableFrom?: Date | undefined;
  /** Exclusive. */
  readonly availableUntil?: Date | undefined;
  readonly voucherMinutes: number;
}

/**
 * Everything the requests touch, loaded under lock. What is missing (but a count of 0) is a bug and throws.
 */
export interface RedemptionState {
  readonly now: Date;
  /** By personId. */
  readonly accounts: ReadonlyMap<string, ResidentAccount>;
  /** By offerId. */
  readonly offers: ReadonlyMap<string, RedeemableOffer>;
  /** By `pairKey(personId, offerId)`: held and fulfilled redemptions in the offer's running limit period. */
  readonly used: ReadonlyMap<string, number>;
  /** `pairKey(personId, merchantId)` of everyone who works at a merchant concerned. */
  readonly staff: ReadonlySet<string>;
}

export type RedemptionRefusal =
  | {
      readonly code:
        | 'own-merchant'
        | 'offer-not-available'
        | 'offer-sold-out'
        | 'code-other-merchant'
        | 'code-expired';
    }
  | { readonly code: 'limit-reached'; readonly limit: number; readonly period: LimitPeriod }
  | { readonly code: 'insufficient-points'; readonly missing: number };

export type RedemptionOutcome =
  | {
      readonly ok: true;
      readonly redemptionId: string;
      readonly status: 'fulfilled' | 'held';
      readonly points: number;
      /** null when fulfilled. */
      readonly heldUntil: Date | null;
      readonly balanceAfter: Balance;
    }
  | ({ readonly ok: false } & RedemptionRefusal);

export interface RedemptionRow {
  readonly redemptionId: string;
  readonly personId: string;
  readonly offerId: string;
  readonly merchantId: string;
  /** As it was at this moment: what is given back or paid out, whatever the offer costs later. */
  readonly pricePoints: number;
  readonly status: 'fulfilled' | 'held';
  readonly heldUntil: Date | null;
  /** null while held. */
  readonly transferId: string | null;
  readonly at: Date;
}

export interface StockTaken {
  readonly offerId: string;
  readonly unitsTaken: number;
}

export interface RedemptionDecision {
  /** One for each request, in order. */
  readonly outcomes: RedemptionOutcome[];
  readonly changes: {
    readonly accounts: AccountChange[];
    readonly transfers: Transfer[];
    readonly redemptions: RedemptionRow[];
    /** Only offers with a stock. */
    readonly stock: StockTaken[];
  };
}

/**
 * Decides redemptions one after the other, each seeing what the ones before it did; a refused one leaves no
 * trace.
 *
 * With a live code of the offer's merchant the points go to the merchant at once. Without one they are held
 * until `now + voucherMinutes`, also beyond the end of the offer: what was promised in time is kept. A held
 * one takes its unit of stock and counts towards the limit; cancelling or lapsing gives both back.
 */
export function decideRedemptions(
  state: RedemptionState,
  requests: readonly RedemptionRequest[],
): RedemptionDecision {
  const desk = new RedemptionDesk(state);
  const outcomes = requests.map((request) => desk.decide(request));
  return { outcomes, changes: desk.changes() };
}

const MINUTE_MS = 60_000;

class RedemptionDesk {
  readonly #state: RedemptionState;
  readonly #accounts: AccountBook;
  readonly #unitsTaken = new Map<string, number>();
  readonly #usedMore = new Map<string, number>();
  readonly #transfers: Transfer[] = [];
  readonly #redemptions: RedemptionRow[] = [];

  constructor(state: RedemptionState) {
    this.#state = state;
    this.#accounts = new AccountBook(state.accounts);
  }

  decide(request: RedemptionRequest): RedemptionOutcome {
    const offer = must(this.#state.offers.get(request.offerId), `offer ${request.offerId}`);
    assertMovablePoints(offer.pricePoints);
    const refusal = this.#refusal(request, offer);
    return refusal === undefined ? this.#redeem(request, offer) : { ok: false, ...refusal };
  }

  changes(): RedemptionDecision['changes'] {
    return {
      accounts: this.#accounts.changes(),
      transfers: this.#transfers,
      redemptions: this.#redemptions,
      stock: Array.from(this.#unitsTaken, ([offerId, unitsTaken]) => ({ offerId, unitsTaken })),
    };
  }

  /** As with check-ins: what can't be helped first, then what earning mends, last what a new scan mends. */
  #refusal(request: RedemptionRequest, offer: RedeemableOffer): RedemptionRefusal | undefined {
    // Staff are the ones who are paid out for it.
    if (this.#state.staff.has(pairKey(request.personId, offer.merchantId))) return { code: 'own-merchant' };
    if (!isOnTheShelf(offer, this.#state.now)) return { code: 'offer-not-available' };
    if (offer.stockLeft !== null && offer.stockLeft - (this.#unitsTaken.get(request.offerId) ?? 0) < 1) {
      return { code: 'offer-sold-out' };
    }
    const { limitPerPerson, limitPeriod } = offer;
    if (limitPerPerson !== null && this.#usedBy(request) >= limitPerPerson) {
      return { code: 'limit-reached', limit: limitPerPerson, period: limitPeriod };
    }
    const missing = offer.pricePoints - this.#accounts.of(request.personId).available;
    if (missing > 0) return { code: 'insufficient-points', missing };
    if (request.presence.kind === 'none') return undefined;
    if (request.presence.merchantId !== offer.merchantId) return { code: 'code-other-merchant' };
    return isCodeFresh(request.presence.step, this.#state.now) ? undefined : { code: 'code-expired' };
  }

  #redeem(request: RedemptionRequest, offer: RedeemableOffer): RedemptionOutcome {
    const { redemptionId, transferId, personId, offerId } = request;
    const { merchantId, pricePoints } = offer;
    const { now } = this.#state;
    const atTheCounter = request.presence.kind === 'live';
    const before = this.#accounts.of(personId);
    const after = atTheCounter ? spendPoints(before, pricePoints) : holdPoints(before, pricePoints);
    this.#accounts.put(personId, after);
    if (offer.stockLeft !== null) add(this.#unitsTaken, offerId, 1);
    add(this.#usedMore, pairKey(personId, offerId), 1);
    if (atTheCounter) {
      this.#transfers.push(
        transferOf({
          transferId,
          kind: 'redemption',
          debit: residentAccount(personId),
          credit: merchantAccount(merchantId),
          points: pricePoints,
          reference: redemptionId,
          at: now,
        }),
      );
    }
    const status = atTheCounter ? 'fulfilled' : 'held';
    const heldUntil = atTheCounter ? null : new Date(now.getTime() + offer.voucherMinutes * MINUTE_MS);
    this.#redemptions.push({
      redemptionId,
      personId,
      offerId,
      merchantId,
      pricePoints,
      status,
      heldUntil,
      transferId: atTheCounter ? transferId : null,
      at: now,
    });
    return {
      ok: true,
      redemptionId,
      status,
      points: pricePoints,
      heldUntil,
      balanceAfter: balanceOf(after),
    };
  }

  #usedBy({ personId, offerId }: RedemptionRequest): number {
    const key = pairKey(personId, offerId);
    return (this.#state.used.get(key) ?? 0) + (this.#usedMore.get(key) ?? 0);
  }
}

function isOnTheShelf(offer: RedeemableOffer, now: Date): boolean {
  const { status, merchantOpen, availableFrom, availableUntil } = offer;
  if (status !== 'approved' || !merchantOpen) return false;
  if (availableFrom !== undefined && now.getTime() < availableFrom.getTime()) return false;
  return availableUntil === undefined || now.getTime() < availableUntil.getTime();
}

function add(counts: Map<string, number>, key: string, more: number): void {
  counts.set(key, (counts.get(key) ?? 0) + more);
}
