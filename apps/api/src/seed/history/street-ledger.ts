import {
  type AccountChange,
  type BudgetChange,
  type CheckInOutcome,
  type CheckInRequest,
  type CheckInRow,
  codeStepAt,
  type DayOfCheckIns,
  dayStart,
  decideCheckIns,
  decideEndings,
  decideGrants,
  decideRedemptions,
  decideRewards,
  type EndingRequest,
  type GrantOutcome,
  type GrantRow,
  localDay,
  NO_POINTS,
  pairKey,
  periodStart,
  type RedeemableOffer,
  type RedemptionOutcome,
  type RedemptionRow,
  type RedemptionStatus,
  type ResidentAccount,
  type RewardRequest,
  type Transfer,
} from '@shangju/rules';
import { must } from '../../must.ts';
import type { Dice } from '../dice.ts';
import { historyId } from '../seed-ids.ts';
import type { StreetTerms } from './street-terms.ts';

export interface PastRedemption extends Omit<RedemptionRow, 'status' | 'transferId'> {
  status: RedemptionStatus;
  endedAt: Date | null;
  /** Who took the voucher; null at the counter and where nothing was handed over. */
  fulfilledBy: string | null;
}

export interface PastBudget {
  associationId: string;
  periodStart: string;
  limit: number;
  issued: number;
}

/**
 * The points of the street at a moment that only moves on. Whatever is asked of it is decided by the
 * same rules as a request today, and what they answer is kept.
 */
export class StreetLedger {
  readonly accounts: Map<string, ResidentAccount>;
  readonly offers: Map<string, RedeemableOffer>;
  readonly transfers: Transfer[] = [];
  readonly checkIns: CheckInRow[] = [];
  readonly grants: (GrantRow & { reason: string })[] = [];
  /** By id, in order of time. */
  readonly redemptions = new Map<string, PastRedemption>();
  readonly #budgets = new Map<string, PastBudget>();
  /** Redemptions by pair of person and offer. */
  readonly #ofPair = new Map<string, PastRedemption[]>();
  #day = '';
  #today = new Map<string, { merchantIds: Set<string>; paid: number }>();
  readonly #terms: StreetTerms;
  readonly #lots: Dice;

  /** @param lots throws the random part of ids */
  constructor(terms: StreetTerms, lots: Dice) {
    this.#terms = terms;
    this.#lots = lots;
    this.accounts = new Map(terms.personIds.map((id) => [id, NO_POINTS]));
    this.offers = new Map(terms.offers);
  }

  get budgets(): PastBudget[] {
    return [...this.#budgets.values()];
  }

  available(personId: string): number {
    return must(this.accounts.get(personId)).available;
  }

  /** By the turning code, or by the poster where it pays: there the person stands in front of it. */
  checkIn(at: Date, { personId, merchantId }: { personId: string; merchantId: string }): CheckInOutcome {
    const { location, associationId } = must(this.#terms.merchants.get(merchantId));
    const { posterPays } = must(this.#terms.rules.get(associationId));
    const request: CheckInRequest = {
      checkInId: this.#id(at),
      transferId: this.#id(at),
      personId,
      merchantId,
      presence: posterPays ? { kind: 'poster' } : { kind: 'live', step: codeStepAt(at) },
      location,
    };
    const { outcomes, changes } = decideCheckIns(
      {
        now: at,
        accounts: this.accounts,
        merchants: this.#terms.merchants,
        rules: this.#terms.rules,
        budgets: new Map([[associationId, this.#budgetAt(at, associationId)]]),
        staff: this.#terms.staff,
        today: this.#dayOf(at),
      },
      [request],
    );
    this.#keep(at, changes);
    for (const row of changes.checkIns) this.#note(row);
    return must(outcomes[0]);
  }

  /** At the counter it is fulfilled at once, else a voucher is held. */
  redeem(
    at: Date,
    { personId, offerId, atTheCounter }: { personId: string; offerId: string; atTheCounter: boolean },
  ): RedemptionOutcome {
    const { merchantId } = must(this.offers.get(offerId));
    const { outcomes, changes } = decideRedemptions(
      {
        now: at,
        accounts: this.accounts,
        offers: this.offers,
        used: new Map([[pairKey(personId, offerId), this.#usedAt(at, personId, offerId)]]),
        staff: this.#terms.staff,
      },
      [
        {
          redemptionId: this.#id(at),
          transferId: this.#id(at),
          personId,
          offerId,
          presence: atTheCounter ? { kind: 'live', merchantId, step: codeStepAt(at) } : { kind: 'none' },
        },
      ],
    );
    this.#keep(at, changes);
    for (const { transferId: _, ...row } of changes.redemptions) {
      const redemption = { ...row, endedAt: row.status === 'fulfilled' ? at : null, fulfilledBy: null };
      this.redemptions.set(row.redemptionId, redemption);
      const pair = pairKey(personId, offerId);
      this.#ofPair.set(pair, [...(this.#ofPair.get(pair) ?? []), redemption]);
    }
    for (const { offerId, unitsTaken } of changes.stock) this.#restock(offerId, -unitsTaken);
    return must(outcomes[0]);
  }

  /** By one of the merchant's staff, who scans the voucher. */
  fulfil(at: Date, redemptionId: string, staffPersonId: string): void {
    this.#end(at, {
      act: 'fulfil',
      redemptionId,
      transferId: this.#id(at),
      staffPersonId,
      step: codeStepAt(at),
    });
  }

  cancel(at: Date, redemptionId: string): void {
    this.#end(at, {
      act: 'cancel',
      redemptionId,
      personId: must(this.redemptions.get(redemptionId)).personId,
    });
  }

  lapse(at: Date, redemptionId: string): void {
    this.#end(at, { act: 'lapse', redemptionId });
  }

  grant(
    at: Date,
    asked: { personId: string; associationId: string; grantedBy: string; points: number; reason: string },
  ): GrantOutcome {
    const { reason, ...request } = asked;
    const { associationId } = request;
    const { outcomes, changes } = decideGrants(
      {
        now: at,
        accounts: this.accounts,
        budgets: new Map([[associationId, this.#budgetAt(at, associationId)]]),
      },
      [{ grantId: this.#id(at), transferId: this.#id(at), ...request }],
    );
    this.#keep(at, changes);
    for (const row of changes.grants) this.grants.push({ ...row, reason });
    return must(outcomes[0]);
  }

  /** @returns what it was paid: 0 where the budget had less left */
  reward(at: Date, request: RewardRequest): number {
    const { associationId } = request;
    const { paid, changes } = decideRewards(
      {
        now: at,
        accounts: this.accounts,
        budgets: new Map([[associationId, this.#budgetAt(at, associationId)]]),
      },
      [request],
    );
    this.#keep(at, changes);
    return must(paid[0]).points;
  }

  #end(at: Date, request: EndingRequest): void {
    const { outcomes, changes } = decideEndings(
      {
        now: at,
        accounts: this.accounts,
        redemptions: new Map([[request.redemptionId, must(this.redemptions.get(request.redemptionId))]]),
      },
      [request],
    );
    const outcome = must(outcomes[0]);
    if (!outcome.ok) throw new Error(`history: to ${request.act} a redemption was refused: ${outcome.code}`);
    this.#keep(at, changes);
    for (const { redemptionId, status, endedAt, endedBy } of changes.redemptions) {
      const fulfilledBy = status === 'fulfilled' ? endedBy : null;
      Object.assign(must(this.redemptions.get(redemptionId)), { status, endedAt, fulfilledBy });
    }
    for (const { offerId, unitsBack } of changes.stock) this.#restock(offerId, unitsBack);
  }

  #keep(
    at: Date,
    changes: { accounts: AccountChange[]; transfers: Transfer[]; budgets?: BudgetChange[] },
  ): void {
    for (const { personId, ...account } of changes.accounts) this.accounts.set(personId, account);
    this.transfers.push(...changes.transfers);
    for (const { associationId, issuedMore } of changes.budgets ?? []) {
      this.#budgetAt(at, associationId).issued += issuedMore;
    }
  }

  #budgetAt(at: Date, associationId: string): PastBudget {
    const { points, period } = must(this.#terms.budgets.get(associationId));
    const start = periodStart(period, localDay(at));
    const key = `${associationId} ${start}`;
    const budget = this.#budgets.get(key) ?? { associationId, periodStart: start, limit: points, issued: 0 };
    this.#budgets.set(key, budget);
    return budget;
  }

  #dayOf(at: Date): ReadonlyMap<string, DayOfCheckIns> {
    if (this.#day !== localDay(at)) {
      this.#day = localDay(at);
      this.#today = new Map();
    }
    return this.#today;
  }

  #note(row: CheckInRow): void {
    this.checkIns.push(row);
    const day = this.#today.get(row.personId) ?? { merchantIds: new Set(), paid: 0 };
    day.merchantIds.add(row.merchantId);
    if (row.points > 0) day.paid += 1;
    this.#today.set(row.personId, day);
  }

  #usedAt(at: Date, personId: string, offerId: string): number {
    const { limitPeriod } = must(this.offers.get(offerId));
    const since = limitPeriod === 'ever' ? undefined : dayStart(periodStart(limitPeriod, localDay(at)));
    const earlier = this.#ofPair.get(pairKey(personId, offerId)) ?? [];
    return earlier.filter(
      (row) =>
        (row.status === 'held' || row.status === 'fulfilled') && (since === undefined || row.at >= since),
    ).length;
  }

  #restock(offerId: string, units: number): void {
    const offer = must(this.offers.get(offerId));
    if (offer.stockLeft === null) return;
    this.offers.set(offerId, { ...offer, stockLeft: offer.stockLeft + units });
  }

  #id(at: Date): string {
    return historyId(at, this.#lots);
  }
}
