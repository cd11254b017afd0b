import { must } from '../must.ts';

/** What an association may issue in the running period, and has issued (check-ins and grants together). */
export interface Budget {
  readonly limit: number;
  readonly issued: number;
}

/**
 * Added to `issued`, not its new value: budgets are contended, so nobody writes what another has just added.
 */
export interface BudgetChange {
  readonly associationId: string;
  readonly issuedMore: number;
}

/** Loaded budgets with what one decision issues on top. */
export class BudgetBook {
  readonly #loaded: ReadonlyMap<string, Budget>;
  readonly #issuedMore = new Map<string, number>();

  constructor(loaded: ReadonlyMap<string, Budget>) {
    this.#loaded = loaded;
  }

  /** Never negative: a limit may be lowered below what is already issued. */
  left(associationId: string): number {
    const budget = must(this.#loaded.get(associationId), `budget of association ${associationId}`);
    return Math.max(0, budget.limit - budget.issued - (this.#issuedMore.get(associationId) ?? 0));
  }

  issue(associationId: string, points: number): void {
    this.#issuedMore.set(associationId, (this.#issuedMore.get(associationId) ?? 0) + points);
  }

  changes(): BudgetChange[] {
    return Array.from(this.#issuedMore, ([associationId, issuedMore]) => ({ associationId, issuedMore }));
  }
}
