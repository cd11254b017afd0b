import { must } from '../must.ts';
import { type AccountChange, assertResidentAccount, type ResidentAccount } from './account.ts';

/** Loaded accounts with the changes of one decision laid over them; the loaded ones stay as they are. */
export class AccountBook {
  readonly #loaded: ReadonlyMap<string, ResidentAccount>;
  readonly #changed = new Map<string, ResidentAccount>();

  constructor(loaded: ReadonlyMap<string, ResidentAccount>) {
    this.#loaded = loaded;
  }

  of(personId: string): ResidentAccount {
    const changed = this.#changed.get(personId);
    if (changed !== undefined) return changed;
    const loaded = must(this.#loaded.get(personId), `account of person ${personId}`);
    assertResidentAccount(loaded);
    return loaded;
  }

  /** Writes the new values and returns them. */
  put(personId: string, account: ResidentAccount): ResidentAccount {
    this.#changed.set(personId, account);
    return account;
  }

  changes(): AccountChange[] {
    return Array.from(this.#changed, ([personId, account]) => ({ personId, ...account }));
  }
}
