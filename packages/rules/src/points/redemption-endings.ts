import { isCodeFresh } from '../codes/code-steps.ts';
import { must } from '../must.ts';
import {
  type AccountChange,
  type Balance,
  balanceOf,
  type ResidentAccount,
  releaseHeldPoints,
  spendHeldPoints,
} from './account.ts';
import { AccountBook } from './account-book.ts';
import { merchantAccount, residentAccount, type Transfer, transferOf } from './transfer.ts';

export type RedemptionStatus = 'held' | RedemptionEnd;
/** `cancelled` by its resident, `lapsed` by time. */
export type RedemptionEnd = 'fulfilled' | 'cancelled' | 'lapsed';

/**
 * How a held redemption shall end. That a voucher is genuine and names this redemption, and that the person
 * works at its merchant, was found out before.
 */
export type EndingRequest =
  | {
      readonly act: 'fulfil';
      readonly redemptionId: string;
      readonly transferId: string;
      readonly staffPersonId: string;
      /** Of the voucher's code. */
      readonly step: number;
    }
  | { readonly act: 'cancel'; readonly redemptionId: string; readonly personId: string }
  | { readonly act: 'lapse'; readonly redemptionId: string };

export interface EndingRedemption {
  readonly personId: string;
  readonly offerId: string;
  readonly merchantId: string;
  readonly pricePoints: number;
  readonly status: RedemptionStatus;
  /** null where it was fulfilled at once. */
  readonly heldUntil: Date | null;
}

/** Everything the requests touch, loaded under lock. What is missing is a bug and throws. */
export interface EndingState {
  readonly now: Date;
  /** By personId. */
  readonly accounts: ReadonlyMap<string, ResidentAccount>;
  /** By redemptionId. */
  readonly redemptions: ReadonlyMap<string, EndingRedemption>;
}

export type EndingRefusal =
  | { readonly code: 'forbidden' | 'own-redemption' | 'voucher-expired' | 'code-expired' }
  | { readonly code: 'redemption-ended'; readonly redemptionStatus: RedemptionEnd }
  /** Lapsing before time; no person ever asks for it. */
  | { readonly code: 'not-yet-due'; readonly heldUntil: Date };

export type EndingOutcome =
  | {
      readonly ok: true;
      readonly redemptionId: string;
      readonly status: RedemptionEnd;
      readonly points: number;
      /** The resident's. */
      readonly balanceAfter: Balance;
    }
  | ({ readonly ok: false } & EndingRefusal);

export interface EndingRow {
  readonly redemptionId: string;
  readonly status: RedemptionEnd;
  readonly endedAt: Date;
  /** Who did it (personId); null when time did. */
  readonly endedBy: string | null;
  /** null unless fulfilled. */
  readonly transferId: string | null;
}

export interface StockBack {
  readonly offerId: string;
  readonly unitsBack: number;
}

export interface EndingDecision {
  /** One for each request, in order. */
  readonly outcomes: EndingOutcome[];
  readonly changes: {
    readonly accounts: AccountChange[];
    readonly transfers: Transfer[];
    readonly redemptions: EndingRow[];
    /** Of every offer, also those without a stock, to which giving back means nothing. */
    readonly stock: StockBack[];
  };
}

/**
 * Ends held redemptions, each exactly once, one after the other; a refused request leaves no trace.
 *
 * Fulfilling needs the hold to be still running. Cancelling does not: once the time is over both ways give
 * everything back, so whichever comes first may do it.
 */
export function decideEndings(state: EndingState, requests: readonly EndingRequest[]): EndingDecision {
  const desk = new EndingDesk(state);
  const outcomes = requests.map((request) => desk.decide(request));
  return { outcomes, changes: desk.changes() };
}

class EndingDesk {
  readonly #state: EndingState;
  readonly #accounts: AccountBook;
  readonly #ended = new Map<string, EndingRow>();
  readonly #unitsBack = new Map<string, number>();
  readonly #transfers: Transfer[] = [];

  constructor(state: EndingState) {
    this.#state = state;
    this.#accounts = new AccountBook(state.accounts);
  }

  decide(request: EndingRequest): EndingOutcome {
    const redemption = must(
      this.#state.redemptions.get(request.redemptionId),
      `redemption ${request.redemptionId}`,
    );
    const refusal = this.#refusal(request, redemption);
    if (refusal !== undefined) return { ok: false, ...refusal };
    return request.act === 'fulfil' ? this.#fulfil(request, redemption) : this.#giveBack(request, redemption);
  }

  changes(): EndingDecision['changes'] {
    return {
      accounts: this.#accounts.changes(),
      transfers: this.#transfers,
      redemptions: Array.from(this.#ended.values()),
      stock: Array.from(this.#unitsBack, ([offerId, unitsBack]) => ({ offerId, unitsBack })),
    };
  }

  #refusal(request: EndingRequest, redemption: EndingRedemption): EndingRefusal | undefined {
    if (request.act === 'cancel' && request.personId !== redemption.personId) return { code: 'forbidden' };
    if (request.act === 'fulfil' && request.staffPersonId === redemption.personId)
      return { code: 'own-redemption' };
    const status = this.#ended.get(request.redemptionId)?.status ?? redemption.status;
    if (status !== 'held') return { code: 'redemption-ended', redemptionStatus: status };
    if (request.act === 'cancel') return undefined;
    const heldUntil = must(redemption.heldUntil ?? undefined, `end of the hold of ${request.redemptionId}`);
    const isOver = heldUntil.getTime() <= this.#state.now.getTime();
    if (request.act === 'lapse') return isOver ? undefined : { code: 'not-yet-due', heldUntil };
    if (isOver) return { code: 'voucher-expired' };
    return isCodeFresh(request.step, this.#state.now) ? undefined : { code: 'code-expired' };
  }

  #fulfil(request: EndingRequest & { act: 'fulfil' }, redemption: EndingRedemption): EndingOutcome {
    const { redemptionId, transferId, staffPersonId } = request;
    const { personId, merchantId, pricePoints } = redemption;
    this.#transfers.push(
      transferOf({
        transferId,
        kind: 'redemption',
        debit: residentAccount(personId),
        credit: merchantAccount(merchantId),
        points: pricePoints,
        reference: redemptionId,
        at: this.#state.now,
      }),
    );
    const account = this.#accounts.put(personId, spendHeldPoints(this.#accounts.of(personId), pricePoints));
    return this.#end(redemptionId, 'fulfilled', staffPersonId, transferId, pricePoints, account);
  }

  #giveBack(
    request: EndingRequest & { act: 'cancel' | 'lapse' },
    redemption: EndingRedemption,
  ): EndingOutcome {
    const { personId, offerId, pricePoints } = redemption;
    const account = this.#accounts.put(personId, releaseHeldPoints(this.#accounts.of(personId), pricePoints));
    this.#unitsBack.set(offerId, (this.#unitsBack.get(offerId) ?? 0) + 1);
    const [status, endedBy] =
      request.act === 'cancel' ? (['cancelled', personId] as const) : (['lapsed', null] as const);
    return this.#end(request.redemptionId, status, endedBy, null, pricePoints, account);
  }

  #end(
    redemptionId: string,
    status: RedemptionEnd,
    endedBy: string | null,
    transferId: string | null,
    points: number,
    account: ResidentAccount,
  ): EndingOutcome {
    this.#ended.set(redemptionId, { redemptionId, status, endedAt: this.#state.now, endedBy, transferId });
    return { ok: true, redemptionId, status, points, balanceAfter: balanceOf(account) };
  }
}
