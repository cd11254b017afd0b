import { must } from '../must.ts';
import {
  type AccountChange,
  type Balance,
  balanceOf,
  expirePoints,
  type ResidentAccount,
} from './account.ts';
import { AccountBook } from './account-book.ts';
import { residentAccount, STREET_ACCOUNT, type Transfer, transferOf } from './transfer.ts';

export interface ExpiryRequest {
  readonly expiryId: string;
  readonly transferId: string;
  readonly personId: string;
}

/** Everything the requests touch, loaded under lock. What is missing is a bug and throws. */
export interface ExpiryState {
  readonly now: Date;
  /** By personId. */
  readonly accounts: ReadonlyMap<string, ResidentAccount>;
  /** By personId: all that had come before the cut-off. */
  readonly earnedUpToCutOff: ReadonlyMap<string, number>;
}

export type ExpiryOutcome =
  | { readonly ok: true; readonly expiryId: string; readonly points: number; readonly balanceAfter: Balance }
  | { readonly ok: false; readonly code: 'nothing-to-expire' };

export interface ExpiryDecision {
  /** One for each request, in order. */
  readonly outcomes: ExpiryOutcome[];
  readonly changes: { readonly accounts: AccountChange[]; readonly transfers: Transfer[] };
}

/**
 * Lets old points expire to the street's account. Running it twice with one cut-off takes nothing the second
 * time.
 */
export function decideExpiry(state: ExpiryState, requests: readonly ExpiryRequest[]): ExpiryDecision {
  const accounts = new AccountBook(state.accounts);
  const transfers: Transfer[] = [];

  const outcomes = requests.map(({ expiryId, transferId, personId }): ExpiryOutcome => {
    const before = accounts.of(personId);
    const earnedBefore = must(
      state.earnedUpToCutOff.get(personId),
      `points of ${personId} up to the cut-off`,
    );
    const points = pointsToExpire(before, earnedBefore);
    if (points === 0) return { ok: false, code: 'nothing-to-expire' };
    const account = accounts.put(personId, expirePoints(before, points));
    transfers.push(
      transferOf({
        transferId,
        kind: 'expiry',
        debit: residentAccount(personId),
        credit: STREET_ACCOUNT,
        points,
        reference: expiryId,
        at: state.now,
      }),
    );
    return { ok: true, expiryId, points, balanceAfter: balanceOf(account) };
  });

  return { outcomes, changes: { accounts: accounts.changes(), transfers } };
}

/**
 * How many points are too old: first in, first out without lots, max(0, earned up to the cut-off − spent ever
 * − held − expired before).
 *
 * Held points count as spent: they are promised to a voucher, and the oldest are promised first. So the
 * result never exceeds `available`, a running voucher can't lose its points, and it takes the same as if the
 * voucher had been fulfilled before. Points that come back from a cancelled or lapsed hold are as old as they
 * were: the next run takes them. Throws RangeError when more was earned before the cut-off than ever.
 */
export function pointsToExpire(account: ResidentAccount, earnedUpToCutOff: number): number {
  if (!(earnedUpToCutOff >= 0 && earnedUpToCutOff <= account.earned)) {
    throw new RangeError(`Earned ${account.earned} in all, but ${earnedUpToCutOff} up to the cut-off`);
  }
  return Math.max(0, earnedUpToCutOff - account.spent - account.held - account.expired);
}
