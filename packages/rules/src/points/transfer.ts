import { assertMovablePoints } from './account.ts';

export type TransferKind = 'check-in' | 'redemption' | 'grant' | 'expiry' | 'duty' | 'attendance';

/**
 * Who holds points: a person, an association's pool, a merchant's receivable, or the street (what has
 * expired).
 */
export interface LedgerAccount {
  readonly owner: 'resident' | 'pool' | 'merchant' | 'street';
  /** personId, associationId or merchantId; `street` for the street. */
  readonly ownerId: string;
}

/**
 * One immutable row of the ledger: the same points leave one account and arrive at another, so all accounts
 * sum to 0.
 */
export interface Transfer {
  readonly transferId: string;
  readonly kind: TransferKind;
  /** Where points leave. */
  readonly debit: LedgerAccount;
  /** Where they arrive. */
  readonly credit: LedgerAccount;
  /** Positive and whole. */
  readonly points: number;
  /** The check-in, redemption, grant, expiry or worked shift that caused it. */
  readonly reference: string;
  readonly at: Date;
}

export const STREET_ACCOUNT: LedgerAccount = { owner: 'street', ownerId: 'street' };

export function residentAccount(personId: string): LedgerAccount {
  return { owner: 'resident', ownerId: personId };
}

export function poolAccount(associationId: string): LedgerAccount {
  return { owner: 'pool', ownerId: associationId };
}

export function merchantAccount(merchantId: string): LedgerAccount {
  return { owner: 'merchant', ownerId: merchantId };
}

/** The transfer itself, after asserting that its points can move. */
export function transferOf(transfer: Transfer): Transfer {
  assertMovablePoints(transfer.points);
  return transfer;
}
