import { type AccountChange, earnPoints, type ResidentAccount } from './account.ts';
import { AccountBook } from './account-book.ts';
import { type Budget, BudgetBook, type BudgetChange } from './budget-book.ts';
import { poolAccount, residentAccount, type Transfer, type TransferKind, transferOf } from './transfer.ts';

interface PoolPayRequest {
  /** What is paid for. */
  readonly reference: string;
  readonly transferId: string;
  readonly personId: string;
  readonly associationId: string;
  /** At least 1. */
  readonly points: number;
}

/** Everything the requests touch, loaded under lock. What is missing is a bug and throws. */
export interface PoolPayState {
  readonly now: Date;
  /** By personId. */
  readonly accounts: ReadonlyMap<string, ResidentAccount>;
  /** By associationId. */
  readonly budgets: ReadonlyMap<string, Budget>;
}

interface PoolPayDecision {
  /** What each request pays, in order: all it is worth, or 0 where the budget has less left. */
  readonly paid: { readonly reference: string; readonly points: number }[];
  readonly changes: {
    readonly accounts: AccountChange[];
    readonly transfers: Transfer[];
    readonly budgets: BudgetChange[];
  };
}

/**
 * Pays what people have done already, one after the other, out of the same budget as check-ins and grants.
 * It is done whether or not its points can still be issued: nobody is refused for an empty budget.
 */
export function decidePoolPay(
  state: PoolPayState,
  kind: TransferKind,
  requests: readonly PoolPayRequest[],
): PoolPayDecision {
  const accounts = new AccountBook(state.accounts);
  const budgets = new BudgetBook(state.budgets);
  const transfers: Transfer[] = [];

  const paid = requests.map(({ reference, transferId, personId, associationId, points }) => {
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
