import type { AccountChange, ResidentAccount } from '../points/account.ts';
import type { RedemptionStatus } from '../points/redemption-endings.ts';
import {
  type LedgerAccount,
  merchantAccount,
  poolAccount,
  residentAccount,
  type Transfer,
  type TransferKind,
} from '../points/transfer.ts';
import { type LocalDay, localDay } from '../street-time.ts';

/** A row that must have caused one transfer, or none where it paid nothing. */
export interface PayingRow {
  readonly transferId: string | null;
  readonly personId: string;
  readonly associationId: string;
  readonly points: number;
}

export interface ReplayedRedemption {
  readonly redemptionId: string;
  readonly personId: string;
  readonly offerId: string;
  readonly merchantId: string;
  readonly pricePoints: number;
  readonly status: RedemptionStatus;
  readonly transferId: string | null;
}

/** Units given out ever since (held and fulfilled) are missing from the total; null: no stock is kept. */
export interface ReplayedOffer {
  readonly offerId: string;
  readonly stockTotal: number | null;
  readonly stockLeft: number | null;
}

/** What an association is noted to have issued from one local day until before another. */
export interface ReplayedBudget {
  readonly associationId: string;
  readonly fromDay: LocalDay;
  /** Exclusive. */
  readonly untilDay: LocalDay;
  readonly issued: number;
}

export type LedgerDifference =
  | {
      readonly what: 'account';
      readonly personId: string;
      readonly field: keyof ResidentAccount;
      readonly stored: number;
      readonly replayed: number;
    }
  | { readonly what: 'account-missing'; readonly personId: string }
  /** Even where the stored value agrees. */
  | {
      readonly what: 'below-zero';
      readonly personId: string;
      readonly field: keyof ResidentAccount;
      readonly replayed: number;
    }
  | { readonly what: 'transfer-malformed'; readonly transferId: string; readonly stored: string }
  | { readonly what: 'transfer-missing'; readonly transferId: string | null; readonly expected: string }
  | {
      readonly what: 'transfer-differs';
      readonly transferId: string;
      readonly stored: string;
      readonly expected: string;
    }
  /**
   * Nothing that happened explains it: a second payment, or one for a redemption that did not end fulfilled.
   */
  | { readonly what: 'transfer-without-cause'; readonly transferId: string; readonly stored: string }
  | {
      readonly what: 'stock';
      readonly offerId: string;
      readonly stored: number | null;
      readonly replayed: number | null;
    }
  | {
      readonly what: 'budget';
      readonly associationId: string;
      readonly fromDay: LocalDay;
      readonly stored: number;
      readonly replayed: number;
    };

export interface LedgerFindings {
  readonly differences: LedgerDifference[];
  readonly transfers: number;
  readonly pointsMoved: number;
  /** Residents as stored plus everyone else as replayed; 0 in a sound ledger. */
  readonly sumOfAllAccounts: number;
}

/**
 * Plays all transfers and all rows that cause them again and compares what comes out with what is stored.
 *
 * Feed it row by row and in any order, then ask once for the findings. It remembers accounts, offers, and
 * those transfers whose cause has not come by yet (or the other way round): fed in order of time from both
 * sides, these are few.
 */
export function replayLedger(): LedgerReplay {
  return new LedgerReplay();
}

export class LedgerReplay {
  readonly #flows = new Map<string, Flow>();
  readonly #balances = new Map<string, number>();
  readonly #unexplained = new Map<string, string>();
  readonly #unpaid = new Map<string, string>();
  readonly #issued = new Map<string, Map<LocalDay, number>>();
  readonly #unitsOut = new Map<string, number>();
  readonly #accounts = new Map<string, ResidentAccount>();
  readonly #offers: ReplayedOffer[] = [];
  readonly #budgets: ReplayedBudget[] = [];
  readonly #differences: LedgerDifference[] = [];
  #transfers = 0;
  #pointsMoved = 0;

  addTransfer(transfer: Transfer): void {
    const { transferId, kind, debit, credit, points } = transfer;
    this.#transfers += 1;
    const stored = describe(transfer);
    if (!Number.isSafeInteger(points) || points < 1 || accountKey(debit) === accountKey(credit)) {
      this.#differences.push({ what: 'transfer-malformed', transferId, stored });
      return;
    }
    this.#pointsMoved += points;
    this.#move(debit, credit, -points);
    this.#move(credit, debit, points);
    if (debit.owner === 'pool') this.#issue(debit.ownerId, localDay(transfer.at), points);
    // An expiry is its own cause: nothing but the transfer tells of it.
    if (kind !== 'expiry') this.#meet(transferId, stored, this.#unpaid, this.#unexplained);
  }

  addCheckIn(row: PayingRow & { readonly checkInId: string }): void {
    this.#expectPayment('check-in', row.checkInId, row);
  }

  addGrant(row: PayingRow & { readonly grantId: string }): void {
    this.#expectPayment('grant', row.grantId, row);
  }

  /** A worked shift; `points` 0 where it earned nothing. */
  addShift(row: PayingRow & { readonly shiftId: string }): void {
    this.#expectPayment('duty', row.shiftId, row);
  }

  /** Somebody who signed in at a meeting; `points` 0 where it earned nothing. */
  addAttendance(row: PayingRow & { readonly attendanceId: string }): void {
    this.#expectPayment('attendance', row.attendanceId, row);
  }

  addRedemption(row: ReplayedRedemption): void {
    const { redemptionId, personId, offerId, merchantId, pricePoints, status, transferId } = row;
    if (status === 'held') this.#flowOf(personId).held += pricePoints;
    if (status === 'held' || status === 'fulfilled') addTo(this.#unitsOut, offerId, 1);
    if (status !== 'fulfilled') return;
    this.#expect(transferId, {
      kind: 'redemption',
      debit: residentAccount(personId),
      credit: merchantAccount(merchantId),
      points: pricePoints,
      reference: redemptionId,
    });
  }

  /** As stored. */
  addAccount(row: AccountChange): void {
    this.#accounts.set(row.personId, row);
  }

  /** As stored. */
  addOffer(row: ReplayedOffer): void {
    this.#offers.push(row);
  }

  /** As stored. */
  addBudget(row: ReplayedBudget): void {
    this.#budgets.push(row);
  }

  finish(): LedgerFindings {
    return {
      differences: [
        ...this.#differences,
        ...this.#accountDifferences(),
        ...this.#transferDifferences(),
        ...this.#stockDifferences(),
        ...this.#budgetDifferences(),
      ],
      transfers: this.#transfers,
      pointsMoved: this.#pointsMoved,
      sumOfAllAccounts: this.#sumOfAllAccounts(),
    };
  }

  #expectPayment(
    kind: 'check-in' | 'grant' | 'duty' | 'attendance',
    reference: string,
    row: PayingRow,
  ): void {
    const { transferId, personId, associationId, points } = row;
    if (points === 0 && transferId === null) return;
    this.#expect(transferId, {
      kind,
      debit: poolAccount(associationId),
      credit: residentAccount(personId),
      points,
      reference,
    });
  }

  #expect(transferId: string | null, transfer: Omit<Transfer, 'transferId' | 'at'>): void {
    const expected = describe(transfer);
    if (transferId === null) this.#differences.push({ what: 'transfer-missing', transferId, expected });
    else this.#meet(transferId, expected, this.#unexplained, this.#unpaid);
  }

  /** Strikes out what waits on the other side, or waits itself. */
  #meet(
    transferId: string,
    text: string,
    otherSide: Map<string, string>,
    ownSide: Map<string, string>,
  ): void {
    const other = otherSide.get(transferId);
    if (other === undefined) {
      if (ownSide.has(transferId)) this.#differences.push(this.#left(transferId, text, ownSide));
      else ownSide.set(transferId, text);
      return;
    }
    otherSide.delete(transferId);
    if (other === text) return;
    const [stored, expected] = ownSide === this.#unexplained ? [text, other] : [other, text];
    this.#differences.push({ what: 'transfer-differs', transferId, stored, expected });
  }

  #left(transferId: string, text: string, side: Map<string, string>): LedgerDifference {
    return side === this.#unexplained
      ? { what: 'transfer-without-cause', transferId, stored: text }
      : { what: 'transfer-missing', transferId, expected: text };
  }

  /**
   * Which of a resident's figures moves follows from who is at the other end: so a reversal undoes what it
   * reverses.
   */
  #move(account: LedgerAccount, otherEnd: LedgerAccount, change: number): void {
    if (account.owner !== 'resident') {
      addTo(this.#balances, accountKey(account), change);
      return;
    }
    const flow = this.#flowOf(account.ownerId);
    if (otherEnd.owner === 'merchant') flow.spent -= change;
    else if (otherEnd.owner === 'street') flow.expired -= change;
    else flow.earned += change;
  }

  #issue(associationId: string, day: LocalDay, points: number): void {
    const byDay = this.#issued.get(associationId) ?? new Map<LocalDay, number>();
    addTo(byDay, day, points);
    this.#issued.set(associationId, byDay);
  }

  #flowOf(personId: string): Flow {
    const known = this.#flows.get(personId);
    if (known !== undefined) return known;
    const flow = { held: 0, earned: 0, spent: 0, expired: 0 };
    this.#flows.set(personId, flow);
    return flow;
  }

  *#accountDifferences(): Iterable<LedgerDifference> {
    for (const personId of new Set([...this.#flows.keys(), ...this.#accounts.keys()])) {
      const replayed = accountOf(this.#flowOf(personId));
      const stored = this.#accounts.get(personId);
      if (stored === undefined) yield { what: 'account-missing', personId };
      for (const field of ACCOUNT_FIELDS) {
        if (stored !== undefined && stored[field] !== replayed[field]) {
          yield { what: 'account', personId, field, stored: stored[field], replayed: replayed[field] };
        }
        if (replayed[field] < 0) yield { what: 'below-zero', personId, field, replayed: replayed[field] };
      }
    }
  }

  *#transferDifferences(): Iterable<LedgerDifference> {
    for (const side of [this.#unexplained, this.#unpaid]) {
      for (const [transferId, text] of side) yield this.#left(transferId, text, side);
    }
  }

  *#stockDifferences(): Iterable<LedgerDifference> {
    for (const { offerId, stockTotal, stockLeft: stored } of this.#offers) {
      const replayed = stockTotal === null ? null : stockTotal - (this.#unitsOut.get(offerId) ?? 0);
      if (stored !== replayed) yield { what: 'stock', offerId, stored, replayed };
    }
  }

  *#budgetDifferences(): Iterable<LedgerDifference> {
    for (const { associationId, fromDay, untilDay, issued: stored } of this.#budgets) {
      let replayed = 0;
      for (const [day, points] of this.#issued.get(associationId) ?? []) {
        if (day >= fromDay && day < untilDay) replayed += points;
      }
      if (stored !== replayed) yield { what: 'budget', associationId, fromDay, stored, replayed };
    }
  }

  #sumOfAllAccounts(): number {
    let sum = 0;
    for (const balance of this.#balances.values()) sum += balance;
    for (const { available, held } of this.#accounts.values()) sum += available + held;
    return sum;
  }
}

/** What transfers and holds say about one resident. */
interface Flow {
  held: number;
  earned: number;
  spent: number;
  expired: number;
}

const ACCOUNT_FIELDS = ['available', 'held', 'earned', 'spent', 'expired'] as const;

function accountOf(flow: Flow): ResidentAccount {
  return { ...flow, available: flow.earned - flow.spent - flow.expired - flow.held };
}

function accountKey({ owner, ownerId }: LedgerAccount): string {
  return `${owner} ${ownerId}`;
}

function describe(transfer: {
  readonly kind: TransferKind;
  readonly debit: LedgerAccount;
  readonly credit: LedgerAccount;
  readonly points: number;
  readonly reference: string;
}): string {
  const { kind, debit, credit, points, reference } = transfer;
  return `${kind} ${reference}: ${points} from ${accountKey(debit)} to ${accountKey(credit)}`;
}

function addTo(counts: Map<string, number>, key: string, more: number): void {
  counts.set(key, (counts.get(key) ?? 0) + more);
}
