import { isCodeFresh } from '../codes/code-steps.ts';
import { must } from '../must.ts';
import { type LocalDay, localDay } from '../street-time.ts';
import { type AccountChange, type Balance, balanceOf, earnPoints, type ResidentAccount } from './account.ts';
import { AccountBook } from './account-book.ts';
import { type Budget, BudgetBook, type BudgetChange } from './budget-book.ts';
import { pairKey } from './pair-key.ts';
import { distanceM, type Place } from './place.ts';
import { poolAccount, residentAccount, type Transfer, transferOf } from './transfer.ts';

export interface CheckInRequest {
  readonly checkInId: string;
  readonly transferId: string;
  readonly personId: string;
  readonly merchantId: string;
  /** What was scanned; that it is genuine was found out before. */
  readonly presence: { readonly kind: 'live'; readonly step: number } | { readonly kind: 'poster' };
  /** Where the person's phone says it is. */
  readonly location?: Place | undefined;
}

export interface EarningMerchant {
  readonly associationId: string;
  readonly open: boolean;
  readonly location?: Place | undefined;
}

export interface EarningRule {
  /** 0: the association pays nothing now; a check-in is still noted. */
  readonly pointsPerCheckIn: number;
  readonly paidCheckInsPerDay: number;
  /** A static poster pays as well, to a phone inside the fence. */
  readonly posterPays: boolean;
  readonly fenceRadiusM: number;
}

export interface DayOfCheckIns {
  /** Merchants of the whole street where the person has checked in on the local day. */
  readonly merchantIds: ReadonlySet<string>;
  /** How many of those check-ins paid points. */
  readonly paid: number;
}

/**
 * Everything the requests touch, loaded under lock. What is missing (but a day without check-ins) is a bug
 * and throws.
 */
export interface CheckInState {
  readonly now: Date;
  /** By personId. */
  readonly accounts: ReadonlyMap<string, ResidentAccount>;
  /** By merchantId. */
  readonly merchants: ReadonlyMap<string, EarningMerchant>;
  /** By associationId. */
  readonly rules: ReadonlyMap<string, EarningRule>;
  /** By associationId. */
  readonly budgets: ReadonlyMap<string, Budget>;
  /** `pairKey(personId, merchantId)` of everyone who works at a merchant concerned. */
  readonly staff: ReadonlySet<string>;
  /** By personId; absent where there was no check-in yet on the local day of `now`. */
  readonly today: ReadonlyMap<string, DayOfCheckIns>;
}

export type CheckInRefusal =
  | {
      readonly code:
        | 'own-merchant'
        | 'merchant-closed'
        | 'already-checked-in'
        | 'budget-exhausted'
        | 'live-code-required'
        | 'code-expired'
        | 'location-required';
    }
  | { readonly code: 'daily-limit-reached'; readonly limit: number }
  /** Whole metres, never rounded into the fence. */
  | { readonly code: 'outside-fence'; readonly distanceM: number };

export type CheckInOutcome =
  | {
      readonly ok: true;
      readonly checkInId: string;
      readonly points: number;
      readonly balanceAfter: Balance;
    }
  | ({ readonly ok: false } & CheckInRefusal);

export interface CheckInRow {
  readonly checkInId: string;
  /** null where nothing was paid. */
  readonly transferId: string | null;
  readonly personId: string;
  readonly merchantId: string;
  readonly associationId: string;
  readonly presence: 'live' | 'poster';
  readonly points: number;
  readonly day: LocalDay;
  readonly at: Date;
}

export interface CheckInDecision {
  /** One for each request, in order. */
  readonly outcomes: CheckInOutcome[];
  readonly changes: {
    readonly accounts: AccountChange[];
    readonly transfers: Transfer[];
    readonly checkIns: CheckInRow[];
    readonly budgets: BudgetChange[];
  };
}

/**
 * Decides check-ins one after the other, each seeing what the ones before it did; a refused one leaves no
 * trace.
 *
 * The daily limit counts a person's paid check-ins on the whole street and compares them with the rule of the
 * merchant's own association, so that shops of a second association don't double the day.
 */
export function decideCheckIns(state: CheckInState, requests: readonly CheckInRequest[]): CheckInDecision {
  const desk = new CheckInDesk(state);
  const outcomes = requests.map((request) => desk.decide(request));
  return { outcomes, changes: desk.changes() };
}

class CheckInDesk {
  readonly #state: CheckInState;
  readonly #day: LocalDay;
  readonly #accounts: AccountBook;
  readonly #budgets: BudgetBook;
  readonly #today = new Map<string, { merchantIds: Set<string>; paid: number }>();
  readonly #transfers: Transfer[] = [];
  readonly #checkIns: CheckInRow[] = [];

  constructor(state: CheckInState) {
    this.#state = state;
    this.#day = localDay(state.now);
    this.#accounts = new AccountBook(state.accounts);
    this.#budgets = new BudgetBook(state.budgets);
  }

  decide(request: CheckInRequest): CheckInOutcome {
    const merchant = must(this.#state.merchants.get(request.merchantId), `merchant ${request.merchantId}`);
    const rule = must(
      this.#state.rules.get(merchant.associationId),
      `earning rule of ${merchant.associationId}`,
    );
    const refusal = this.#refusal(request, merchant, rule);
    return refusal === undefined ? this.#checkIn(request, merchant, rule) : { ok: false, ...refusal };
  }

  changes(): CheckInDecision['changes'] {
    return {
      accounts: this.#accounts.changes(),
      transfers: this.#transfers,
      checkIns: this.#checkIns,
      budgets: this.#budgets.changes(),
    };
  }

  /**
   * What can't be helped comes first (never here, not today), what the person can mend on the spot comes
   * last: so nobody asks for a new code or walks to the shop only to be refused for another reason.
   */
  #refusal(
    request: CheckInRequest,
    merchant: EarningMerchant,
    rule: EarningRule,
  ): CheckInRefusal | undefined {
    if (this.#state.staff.has(pairKey(request.personId, request.merchantId))) return { code: 'own-merchant' };
    if (!merchant.open) return { code: 'merchant-closed' };
    const today = this.#todayOf(request.personId);
    if (today.merchantIds.has(request.merchantId)) return { code: 'already-checked-in' };
    if (rule.pointsPerCheckIn > 0) {
      if (today.paid >= rule.paidCheckInsPerDay)
        return { code: 'daily-limit-reached', limit: rule.paidCheckInsPerDay };
      if (this.#budgets.left(merchant.associationId) < rule.pointsPerCheckIn)
        return { code: 'budget-exhausted' };
    }
    return this.#presenceRefusal(request, merchant, rule);
  }

  #presenceRefusal(
    request: CheckInRequest,
    merchant: EarningMerchant,
    rule: EarningRule,
  ): CheckInRefusal | undefined {
    if (request.presence.kind === 'live') {
      return isCodeFresh(request.presence.step, this.#state.now) ? undefined : { code: 'code-expired' };
    }
    // A shop that is not on the map has no fence to be inside of.
    if (!rule.posterPays || merchant.location === undefined) return { code: 'live-code-required' };
    if (request.location === undefined) return { code: 'location-required' };
    const away = distanceM(request.location, merchant.location);
    return away <= rule.fenceRadiusM ? undefined : { code: 'outside-fence', distanceM: Math.ceil(away) };
  }

  #checkIn(request: CheckInRequest, merchant: EarningMerchant, rule: EarningRule): CheckInOutcome {
    const { checkInId, transferId, personId, merchantId } = request;
    const { associationId } = merchant;
    const points = rule.pointsPerCheckIn;
    const paid = points > 0;
    const today = this.#todayOf(personId);
    today.merchantIds.add(merchantId);
    if (paid) {
      today.paid += 1;
      this.#budgets.issue(associationId, points);
      this.#accounts.put(personId, earnPoints(this.#accounts.of(personId), points));
      this.#transfers.push(
        transferOf({
          transferId,
          kind: 'check-in',
          debit: poolAccount(associationId),
          credit: residentAccount(personId),
          points,
          reference: checkInId,
          at: this.#state.now,
        }),
      );
    }
    this.#checkIns.push({
      checkInId,
      transferId: paid ? transferId : null,
      personId,
      merchantId,
      associationId,
      presence: request.presence.kind,
      points,
      day: this.#day,
      at: this.#state.now,
    });
    return { ok: true, checkInId, points, balanceAfter: balanceOf(this.#accounts.of(personId)) };
  }

  #todayOf(personId: string): { merchantIds: Set<string>; paid: number } {
    const known = this.#today.get(personId);
    if (known !== undefined) return known;
    const loaded = this.#state.today.get(personId);
    const today = { merchantIds: new Set(loaded?.merchantIds), paid: loaded?.paid ?? 0 };
    this.#today.set(personId, today);
    return today;
  }
}
