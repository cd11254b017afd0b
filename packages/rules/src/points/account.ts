/**
 * The points of one resident, for the whole street. All whole and never below zero, and at any time
 * `available + held = earned − spent − expired`.
 */
export interface ResidentAccount {
  /** Can be spent. */
  readonly available: number;
  /** Promised to vouchers that are not yet fulfilled. */
  readonly held: number;
  /** All that ever came. */
  readonly earned: number;
  /** All that ever went to merchants. */
  readonly spent: number;
  /** All that was ever lost to age. */
  readonly expired: number;
}

/** What a person sees after an act. */
export type Balance = Pick<ResidentAccount, 'available' | 'held'>;

/** New values of one person's account: at most one in the changes of a decision. */
export interface AccountChange extends ResidentAccount {
  readonly personId: string;
}

export const NO_POINTS: ResidentAccount = { available: 0, held: 0, earned: 0, spent: 0, expired: 0 };

export function balanceOf({ available, held }: ResidentAccount): Balance {
  return { available, held };
}

export function earnPoints(account: ResidentAccount, points: number): ResidentAccount {
  return checked({ ...account, available: account.available + points, earned: account.earned + points });
}

export function spendPoints(account: ResidentAccount, points: number): ResidentAccount {
  return checked({ ...account, available: account.available - points, spent: account.spent + points });
}

export function holdPoints(account: ResidentAccount, points: number): ResidentAccount {
  return checked({ ...account, available: account.available - points, held: account.held + points });
}

export function spendHeldPoints(account: ResidentAccount, points: number): ResidentAccount {
  return checked({ ...account, held: account.held - points, spent: account.spent + points });
}

export function releaseHeldPoints(account: ResidentAccount, points: number): ResidentAccount {
  return checked({ ...account, available: account.available + points, held: account.held - points });
}

export function expirePoints(account: ResidentAccount, points: number): ResidentAccount {
  return checked({ ...account, available: account.available - points, expired: account.expired + points });
}

/**
 * Throws when an account breaks its invariant: then the database or a rule has a bug, and nothing may be
 * stored.
 */
export function assertResidentAccount(account: ResidentAccount): void {
  const { available, held, earned, spent, expired } = account;
  for (const value of [available, held, earned, spent, expired]) {
    if (!Number.isSafeInteger(value) || value < 0) throw broken(account);
  }
  if (available + held !== earned - spent - expired) throw broken(account);
}

/** Throws unless points that move are a positive whole number. */
export function assertMovablePoints(points: number): void {
  if (!Number.isSafeInteger(points) || points < 1) {
    throw new RangeError(`Points that move are positive and whole, not ${points}`);
  }
}

function checked(account: ResidentAccount): ResidentAccount {
  assertResidentAccount(account);
  return account;
}

function broken(account: ResidentAccount): Error {
  const { available, held, earned, spent, expired } = account;
  const figures = Object.entries({ available, held, earned, spent, expired });
  return new Error(`Account breaks its invariant: ${figures.map(([name, n]) => `${name} ${n}`).join(', ')}`);
}
