import { type AccountChange, earnPoints, type ResidentAccount } from './account.ts';
import { AccountBook } from './account-book.ts';
import { type Budget, BudgetBook, type BudgetChange } from './budget-book.ts';
import { poolAccount, residentAccount, type Transfer, transferOf } from './transfer.ts';

export interface DutyPayRequest {
  readonly shiftId: string;
  readonly transferId: string;
  /** Who was on duty. */
  readonly personId: string;
  readonly associationId: string;
  /** What the shift is worth: at least 1. */
  readonly points: number;
}

/** Everything the requests touch, loaded under lock. What is missing is a bug and throws. */
export interface DutyPayState {
  readonly now: Date;
  /** By personId. */
  readonly accounts: ReadonlyMap<string, ResidentAccount>;
  /** By associationId. */
  readonly budgets: ReadonlyMap<string, Budget>;
}

export interface DutyPayDecision {
  /** What each shift pays, in order: all it is worth, or 0 where the budget has less left. */
  readonly paid: { readonly shiftId: string; readonly points: number }[];
  readonly changes: {
    readonly accounts: AccountChange[];
    readonly transfers: Transfer[];
    readonly budgets: BudgetChange[];
  };
}

/**
 * Pays worked shifts, one after the other, out of the same budget as check-ins and grants. A shift is worked
 * whether or not its points can still be issued: nobody is refused for an empty budget.
 */
export function decideDutyPay(state: DutyPayState, requests: readonly DutyPayRequest[]): DutyPayDecision {
  const accounts = new AccountBook(state.accounts);
  const budgets = new BudgetBook(state.budgets);
  const transfers: Transfer[] = [];

  const paid = requests.map(({ shiftId, transferId, personId, associationId, points }) => {
    if (budgets.left(associationId) < points) return { shiftId, points: 0 };
    const transfer = transferOf({
      transferId,
      kind: 'duty',
      debit: poolAccount(associationId),
      credit: residentAccount(personId),
      points,
      reference: shiftId,
      at: state.now,
    });
    accounts.put(personId, earnPoints(accounts.of(personId), points));
    budgets.issue(associationId, points);
    transfers.push(transfer);
    return { shiftId, points };
  });

  return { paid, changes: { accounts: accounts.changes(), transfers, budgets: budgets.changes() } };
}
