import { type AccountChange, type Balance, balanceOf, earnPoints, type ResidentAccount } from './account.ts';
import { AccountBook } from './account-book.ts';
import { type Budget, BudgetBook, type BudgetChange } from './budget-book.ts';
import { poolAccount, residentAccount, type Transfer, transferOf } from './transfer.ts';

export interface GrantRequest {
  readonly grantId: string;
  readonly transferId: string;
  readonly personId: string;
  readonly associationId: string;
  /** The admin (personId); that they are one was found out before. */
  readonly grantedBy: string;
  /** At least 1. */
  readonly points: number;
}

/** Everything the requests touch, loaded under lock. What is missing is a bug and throws. */
export interface GrantState {
  readonly now: Date;
  /** By personId. */
  readonly accounts: ReadonlyMap<string, ResidentAccount>;
  /** By associationId. */
  readonly budgets: ReadonlyMap<string, Budget>;
}

export interface GrantRefusal {
  readonly code: 'own-grant' | 'budget-exhausted';
}

export type GrantOutcome =
  | { readonly ok: true; readonly grantId: string; readonly points: number; readonly balanceAfter: Balance }
  | ({ readonly ok: false } & GrantRefusal);

export interface GrantRow {
  readonly grantId: string;
  readonly transferId: string;
  readonly personId: string;
  readonly associationId: string;
  readonly grantedBy: string;
  readonly points: number;
  readonly at: Date;
}

export interface GrantDecision {
  /** One for each request, in order. */
  readonly outcomes: GrantOutcome[];
  readonly changes: {
    readonly accounts: AccountChange[];
    readonly transfers: Transfer[];
    readonly grants: GrantRow[];
    readonly budgets: BudgetChange[];
  };
}

/**
 * Decides grants by hand, one after the other; a refused one leaves no trace. They count against the same
 * budget as check-ins, whole or not at all, and nobody grants to themselves.
 */
export function decideGrants(state: GrantState, requests: readonly GrantRequest[]): GrantDecision {
  const accounts = new AccountBook(state.accounts);
  const budgets = new BudgetBook(state.budgets);
  const transfers: Transfer[] = [];
  const grants: GrantRow[] = [];

  const outcomes = requests.map((request): GrantOutcome => {
    const { grantId, transferId, personId, associationId, grantedBy, points } = request;
    if (grantedBy === personId) return { ok: false, code: 'own-grant' };
    if (budgets.left(associationId) < points) return { ok: false, code: 'budget-exhausted' };
    const transfer = transferOf({
      transferId,
      kind: 'grant',
      debit: poolAccount(associationId),
      credit: residentAccount(personId),
      points,
      reference: grantId,
      at: state.now,
    });
    const account = accounts.put(personId, earnPoints(accounts.of(personId), points));
    budgets.issue(associationId, points);
    transfers.push(transfer);
    grants.push({ grantId, transferId, personId, associationId, grantedBy, points, at: state.now });
    return { ok: true, grantId, points, balanceAfter: balanceOf(account) };
  });

  return {
    outcomes,
    changes: { accounts: accounts.changes(), transfers, grants, budgets: budgets.changes() },
  };
}
