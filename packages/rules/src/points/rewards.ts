import { type AccountChange, earnPoints, type ResidentAccount } from './account.ts';
import { AccountBook } from './account-book.ts';
import { type Budget, BudgetBook, type BudgetChange } from './budget-book.ts';
import { poolAccount, residentAccount, type Transfer, transferOf } from './transfer.ts';

/** Something that was done for the street and pays by rule: a worked shift, a meeting that was attended. */
export interface RewardRequest {
  readonly kind: 'duty' | 'attendance';
  /** The shift or attendance. */
  readonly reference: string;
  readonly transferId: string;
  /** Who did it. */
  readonly personId: string;
  readonly associationId: string;
  /** What it is worth: at least 1. */
  readonly points: number;
}

/** Everything the requests touch, loaded under lock. What is missing is a bug and throws. */
export interface RewardState {
  readonly now: Date;
  /** By personId. */
  readonly accounts: ReadonlyMap<string, ResidentAccount>;
  /** By associationId. */
  readonly budgets: ReadonlyMap<string, Budget>;
}

export interface RewardDecision {
  /** What each pays, in order: all it is worth, or 0 where the budget has less left. */
  readonly paid: { readonly reference: string; readonly points: number }[];
  readonly changes: {
    readonly accounts: AccountChange[];
    readonly transfers: Transfer[];
    readonly budgets: BudgetChange[];
  };
}

/**
 * Pays what was done, one after the other, out of the same budget as check-ins and grants. It is done whether
 * or not its points can still be issued: nobody is refused for an empty budget.
 */
export function decideRewards(state: RewardState, requests: readonly RewardRequest[]): RewardDecision {
  const accounts = new AccountBook(state.accounts);
  const budgets = new BudgetBook(state.budgets);
  const transfers: Transfer[] = [];

  const paid = requests.map(({ kind, reference, transferId, personId, associationId, points }) => {
    if (budgets.left(associationId) < points) return { reference, points: 0 };
    const transfer = transferOf({
      transferId,
      kind,
      debit: poolAccount(associationId),
      credit: residentAccount(personId),
      points,
      reference,
      at: state.now,
    });
    accounts.put(personId, earnPoints(accounts.of(personId), points));
    budgets.issue(associationId, points);
    transfers.push(transfer);
    return { reference, points };
  });

  return { paid, changes: { accounts: accounts.changes(), transfers, budgets: budgets.changes() } };
}
