import { codeStepAt } from './codes/code-steps.ts';
import { type LedgerFindings, replayLedger } from './ledger/ledger-replay.ts';
import { must } from './must.ts';
import { type AccountChange, NO_POINTS, type ResidentAccount } from './points/account.ts';
import type { BudgetChange } from './points/budget-book.ts';
import {
  type CheckInRequest,
  type CheckInRow,
  decideCheckIns,
  type EarningRule,
} from './points/check-ins.ts';
import { decideExpiry, type ExpiryRequest } from './points/expiry.ts';
import { decideGrants, type GrantRequest, type GrantRow } from './points/grants.ts';
import { pairKey } from './points/pair-key.ts';
import type { Place } from './points/place.ts';
import { decideEndings, type EndingRequest, type RedemptionStatus } from './points/redemption-endings.ts';
import {
  decideRedemptions,
  type LimitPeriod,
  type RedeemableOffer,
  type RedemptionRequest,
  type RedemptionRow,
} from './points/redemptions.ts';
import type { Transfer } from './points/transfer.ts';
import { addDays, dayStart, localDay, nextPeriodStart, type Period, periodStart } from './street-time.ts';

/**
 * One thing that happens on the simulated street. Numbers choose among what is there, whatever their size.
 */
export type Happening =
  | {
      act: 'check-ins';
      of: { person: number; merchant: number; stepsAgo: number; poster: boolean; where: Where }[];
    }
  | { act: 'redemptions'; of: { person: number; offer: number; liveAt: number | null; stepsAgo: number }[] }
  | {
      act: 'endings';
      of: {
        redemption: number;
        how: 'fulfil' | 'cancel' | 'lapse';
        byResident: boolean;
        person: number;
        stepsAgo: number;
      }[];
    }
  | { act: 'grants'; of: { person: number; association: number; grantedBy: number; points: number }[] }
  | { act: 'expiry'; of: { person: number }[]; daysAgo: number }
  | { act: 'wait'; seconds: number }
  | { act: 'restock'; offer: number; units: number }
  | { act: 'open-or-close'; merchant: number };

type Where = 'unknown' | 'at the shop' | 'far away';

/** How the requests of one happening reach the rules; the street must end up the same. */
export type Batching = 'together' | 'one by one' | 'only those that are accepted';

interface SimulatedOffer extends RedeemableOffer {
  stockTotal: number | null;
}

interface SimulatedRedemption extends Omit<RedemptionRow, 'status'> {
  status: RedemptionStatus;
  timesEnded: number;
}

interface Decision<O extends { ok: boolean }, C> {
  outcomes: O[];
  changes: C;
}

const PEOPLE = ['p0', 'p1', 'p2', 'p3', 'p4'];
const ASSOCIATIONS = ['a0', 'a1'];
const MERCHANTS = ['m0', 'm1', 'm2', 'm3'];
const OFFERS = ['o0', 'o1', 'o2', 'o3', 'o4'];
const SHOP: Place = { latitude: 30.2, longitude: 115.08 };
const FAR: Place = { latitude: 30.21, longitude: 115.08 };
const BUDGET_PERIODS: Readonly<Record<string, Period>> = { a0: 'day', a1: 'month' };

/**
 * A small street in memory that loads, decides and stores as the API does: the world in which the rules are
 * tested together. Small on purpose, so that limits, stocks and budgets are hit all the time.
 */
export class StreetSimulation {
  readonly #batching: Batching;
  now = new Date('2026-03-01T15:00:00Z');
  #ids = 0;
  readonly accounts = new Map<string, ResidentAccount>(PEOPLE.map((id) => [id, NO_POINTS]));
  readonly rules = new Map<string, EarningRule>([
    ['a0', { pointsPerCheckIn: 2, paidCheckInsPerDay: 2, posterPays: false, fenceRadiusM: 100 }],
    ['a1', { pointsPerCheckIn: 3, paidCheckInsPerDay: 3, posterPays: true, fenceRadiusM: 100 }],
  ]);
  readonly budgetLimits = new Map([
    ['a0', 12],
    ['a1', 60],
  ]);
  /** By association, then by the first day of the period. */
  readonly issued = new Map<string, Map<string, number>>(ASSOCIATIONS.map((id) => [id, new Map()]));
  readonly merchants = new Map<string, { associationId: string; open: boolean; location?: Place }>([
    ['m0', { associationId: 'a0', open: true, location: SHOP }],
    ['m1', { associationId: 'a0', open: true, location: SHOP }],
    ['m2', { associationId: 'a1', open: true, location: SHOP }],
    ['m3', { associationId: 'a1', open: true }],
  ]);
  readonly staff = new Set([pairKey('p0', 'm0'), pairKey('p1', 'm2')]);
  readonly offers = new Map<string, SimulatedOffer>([
    ['o0', offer('m0', { pricePoints: 1, stock: 2, limitPerPerson: 1, limitPeriod: 'day' })],
    ['o1', offer('m1', { pricePoints: 3, stock: null, limitPerPerson: null, limitPeriod: 'ever' })],
    ['o2', offer('m2', { pricePoints: 2, stock: 3, limitPerPerson: 2, limitPeriod: 'week' })],
    ['o3', offer('m3', { pricePoints: 2, stock: null, limitPerPerson: 3, limitPeriod: 'ever' })],
    [
      'o4',
      {
        ...offer('m3', { pricePoints: 1, stock: 9, limitPerPerson: null, limitPeriod: 'ever' }),
        status: 'draft',
      },
    ],
  ]);
  readonly transfers: Transfer[] = [];
  readonly checkIns: CheckInRow[] = [];
  readonly grants: GrantRow[] = [];
  readonly redemptions = new Map<string, SimulatedRedemption>();

  constructor(batching: Batching = 'together') {
    this.#batching = batching;
  }

  /** Lets it happen and answers what each request got. */
  happen(happening: Happening): { ok: boolean }[] {
    switch (happening.act) {
      case 'check-ins':
        return this.#checkIn(happening.of);
      case 'redemptions':
        return this.#redeem(happening.of);
      case 'endings':
        return this.#end(happening.of);
      case 'grants':
        return this.#grant(happening.of);
      case 'expiry':
        return this.#expire(happening.of, happening.daysAgo);
      case 'wait':
        this.now = new Date(this.now.getTime() + happening.seconds * 1000);
        return [];
      case 'restock': {
        const restocked = must(this.offers.get(pick(OFFERS, happening.offer)), 'offer');
        if (restocked.stockLeft === null || restocked.stockTotal === null) return [];
        this.offers.set(pick(OFFERS, happening.offer), {
          ...restocked,
          stockLeft: restocked.stockLeft + happening.units,
          stockTotal: restocked.stockTotal + happening.units,
        });
        return [];
      }
      case 'open-or-close': {
        const merchantId = pick(MERCHANTS, happening.merchant);
        const merchant = must(this.merchants.get(merchantId), 'merchant');
        this.merchants.set(merchantId, { ...merchant, open: !merchant.open });
        return [];
      }
    }
  }

  /** Everything that is stored, played again from nothing. */
  replay(): LedgerFindings {
    const replay = replayLedger();
    for (const transfer of this.transfers) replay.addTransfer(transfer);
    for (const row of this.checkIns) replay.addCheckIn(row);
    for (const row of this.grants) replay.addGrant(row);
    for (const row of this.redemptions.values()) replay.addRedemption(row);
    for (const [personId, account] of this.accounts) replay.addAccount({ personId, ...account });
    for (const [offerId, { stockTotal, stockLeft }] of this.offers)
      replay.addOffer({ offerId, stockTotal, stockLeft });
    for (const [associationId, byPeriod] of this.issued) {
      for (const [fromDay, issued] of byPeriod) {
        const untilDay = nextPeriodStart(budgetPeriod(associationId), fromDay);
        replay.addBudget({ associationId, fromDay, untilDay, issued });
      }
    }
    return replay.finish();
  }

  /** Held and fulfilled redemptions of an offer by a person in the limit period that runs now. */
  usedNow(personId: string, offerId: string): number {
    const { limitPeriod } = must(this.offers.get(offerId), 'offer');
    const today = localDay(this.now);
    const since = limitPeriod === 'ever' ? '0000-01-01' : periodStart(limitPeriod, today);
    return Array.from(this.redemptions.values()).filter(
      (row) =>
        row.personId === personId &&
        row.offerId === offerId &&
        (row.status === 'held' || row.status === 'fulfilled') &&
        localDay(row.at) >= since,
    ).length;
  }

  #checkIn(wishes: (Happening & { act: 'check-ins' })['of']): { ok: boolean }[] {
    const requests = wishes.map((wish): CheckInRequest => {
      const location = { unknown: undefined, 'at the shop': SHOP, 'far away': FAR }[wish.where];
      return {
        checkInId: this.#id('check-in'),
        transferId: this.#id('transfer'),
        personId: pick(PEOPLE, wish.person),
        merchantId: pick(MERCHANTS, wish.merchant),
        presence: wish.poster ? { kind: 'poster' } : { kind: 'live', step: this.#step(wish.stepsAgo) },
        location,
      };
    });
    return this.#settle(
      requests,
      (batch) =>
        decideCheckIns(
          {
            now: this.now,
            accounts: this.accounts,
            merchants: this.merchants,
            rules: this.rules,
            budgets: this.#budgets(),
            staff: this.staff,
            today: this.#today(),
          },
          batch,
        ),
      (changes) => {
        this.#storeAccounts(changes.accounts);
        this.#storeBudgets(changes.budgets);
        this.transfers.push(...changes.transfers);
        this.checkIns.push(...changes.checkIns);
      },
    );
  }

  #redeem(wishes: (Happening & { act: 'redemptions' })['of']): { ok: boolean }[] {
    const requests = wishes.map((wish): RedemptionRequest => {
      const { liveAt, stepsAgo } = wish;
      return {
        redemptionId: this.#id('redemption'),
        transferId: this.#id('transfer'),
        personId: pick(PEOPLE, wish.person),
        offerId: pick(OFFERS, wish.offer),
        presence:
          liveAt === null
            ? { kind: 'none' }
            : { kind: 'live', merchantId: pick(MERCHANTS, liveAt), step: this.#step(stepsAgo) },
      };
    });
    return this.#settle(
      requests,
      (batch) =>
        decideRedemptions(
          {
            now: this.now,
            accounts: this.accounts,
            offers: new Map(
              Array.from(this.offers, ([id, row]) => [
                id,
                { ...row, merchantOpen: must(this.merchants.get(row.merchantId), 'merchant').open },
              ]),
            ),
            used: new Map(
              PEOPLE.flatMap((p) => OFFERS.map((o) => [pairKey(p, o), this.usedNow(p, o)] as const)),
            ),
            staff: this.staff,
          },
          batch,
        ),
      (changes) => {
        this.#storeAccounts(changes.accounts);
        this.transfers.push(...changes.transfers);
        for (const row of changes.redemptions)
          this.redemptions.set(row.redemptionId, { ...row, timesEnded: 0 });
        for (const { offerId, unitsTaken } of changes.stock) this.#storeStock(offerId, -unitsTaken);
      },
    );
  }

  #end(wishes: (Happening & { act: 'endings' })['of']): { ok: boolean }[] {
    const ids = Array.from(this.redemptions.keys());
    if (ids.length === 0) return [];
    const requests = wishes.map((wish): EndingRequest => {
      const redemptionId = pick(ids, wish.redemption);
      const resident = must(this.redemptions.get(redemptionId), 'redemption').personId;
      const personId = wish.byResident ? resident : pick(PEOPLE, wish.person);
      if (wish.how === 'lapse') return { act: 'lapse', redemptionId };
      if (wish.how === 'cancel') return { act: 'cancel', redemptionId, personId };
      return {
        act: 'fulfil',
        redemptionId,
        transferId: this.#id('transfer'),
        staffPersonId: personId,
        step: this.#step(wish.stepsAgo),
      };
    });
    return this.#settle(
      requests,
      (batch) =>
        decideEndings({ now: this.now, accounts: this.accounts, redemptions: this.redemptions }, batch),
      (changes) => {
        this.#storeAccounts(changes.accounts);
        this.transfers.push(...changes.transfers);
        for (const { redemptionId, status, transferId } of changes.redemptions) {
          const row = must(this.redemptions.get(redemptionId), 'redemption');
          this.redemptions.set(redemptionId, { ...row, status, transferId, timesEnded: row.timesEnded + 1 });
        }
        for (const { offerId, unitsBack } of changes.stock) this.#storeStock(offerId, unitsBack);
      },
    );
  }

  #grant(wishes: (Happening & { act: 'grants' })['of']): { ok: boolean }[] {
    const requests = wishes.map(
      (wish): GrantRequest => ({
        grantId: this.#id('grant'),
        transferId: this.#id('transfer'),
        personId: pick(PEOPLE, wish.person),
        associationId: pick(ASSOCIATIONS, wish.association),
        grantedBy: pick(PEOPLE, wish.grantedBy),
        points: wish.points,
      }),
    );
    return this.#settle(
      requests,
      (batch) => decideGrants({ now: this.now, accounts: this.accounts, budgets: this.#budgets() }, batch),
      (changes) => {
        this.#storeAccounts(changes.accounts);
        this.#storeBudgets(changes.budgets);
        this.transfers.push(...changes.transfers);
        this.grants.push(...changes.grants);
      },
    );
  }

  #expire(wishes: (Happening & { act: 'expiry' })['of'], daysAgo: number): { ok: boolean }[] {
    const cutOff = dayStart(addDays(localDay(this.now), -daysAgo));
    const earnedUpToCutOff = new Map(PEOPLE.map((id) => [id, 0]));
    for (const { credit, points, at } of this.transfers) {
      if (credit.owner !== 'resident' || at.getTime() >= cutOff.getTime()) continue;
      earnedUpToCutOff.set(credit.ownerId, (earnedUpToCutOff.get(credit.ownerId) ?? 0) + points);
    }
    const requests = wishes.map(
      (wish): ExpiryRequest => ({
        expiryId: this.#id('expiry'),
        transferId: this.#id('transfer'),
        personId: pick(PEOPLE, wish.person),
      }),
    );
    return this.#settle(
      requests,
      (batch) => decideExpiry({ now: this.now, accounts: this.accounts, earnedUpToCutOff }, batch),
      (changes) => {
        this.#storeAccounts(changes.accounts);
        this.transfers.push(...changes.transfers);
      },
    );
  }

  #settle<R, O extends { ok: boolean }, C>(
    requests: readonly R[],
    decide: (batch: readonly R[]) => Decision<O, C>,
    store: (changes: C) => void,
  ): O[] {
    if (this.#batching === 'one by one') {
      return requests.flatMap((request) => {
        const { outcomes, changes } = decide([request]);
        store(changes);
        return outcomes;
      });
    }
    const { outcomes, changes } = decide(requests);
    if (this.#batching === 'together') store(changes);
    else store(decide(requests.filter((_, i) => outcomes[i]?.ok)).changes);
    return outcomes;
  }

  #budgets(): Map<string, { limit: number; issued: number }> {
    return new Map(
      Array.from(this.budgetLimits, ([id, limit]) => [
        id,
        { limit, issued: this.issued.get(id)?.get(this.#budgetStart(id)) ?? 0 },
      ]),
    );
  }

  #today(): Map<string, { merchantIds: Set<string>; paid: number }> {
    const day = localDay(this.now);
    const today = new Map<string, { merchantIds: Set<string>; paid: number }>();
    for (const row of this.checkIns) {
      if (row.day !== day) continue;
      const known = today.get(row.personId) ?? { merchantIds: new Set(), paid: 0 };
      known.merchantIds.add(row.merchantId);
      if (row.points > 0) known.paid += 1;
      today.set(row.personId, known);
    }
    return today;
  }

  #storeAccounts(changes: readonly AccountChange[]): void {
    for (const { personId, ...account } of changes) this.accounts.set(personId, account);
  }

  #storeBudgets(changes: readonly BudgetChange[]): void {
    for (const { associationId, issuedMore } of changes) {
      const byPeriod = must(this.issued.get(associationId), 'budget');
      const start = this.#budgetStart(associationId);
      byPeriod.set(start, (byPeriod.get(start) ?? 0) + issuedMore);
    }
  }

  #storeStock(offerId: string, change: number): void {
    const row = must(this.offers.get(offerId), 'offer');
    if (row.stockLeft !== null) this.offers.set(offerId, { ...row, stockLeft: row.stockLeft + change });
  }

  #budgetStart(associationId: string): string {
    return periodStart(budgetPeriod(associationId), localDay(this.now));
  }

  #step(stepsAgo: number): number {
    return codeStepAt(this.now) - stepsAgo;
  }

  #id(what: string): string {
    this.#ids += 1;
    return `${what}-${this.#ids}`;
  }
}

function offer(
  merchantId: string,
  terms: {
    pricePoints: number;
    stock: number | null;
    limitPerPerson: number | null;
    limitPeriod: LimitPeriod;
  },
): SimulatedOffer {
  const { stock, ...rest } = terms;
  return {
    merchantId,
    status: 'approved',
    merchantOpen: true,
    stockTotal: stock,
    stockLeft: stock,
    voucherMinutes: 30,
    ...rest,
  };
}

function budgetPeriod(associationId: string): Period {
  return must(BUDGET_PERIODS[associationId], 'budget period');
}

function pick(from: readonly string[], choice: number): string {
  return must(from[choice % from.length], 'choice');
}
