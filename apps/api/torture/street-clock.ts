import type { KillableDatabase } from './killable-database.ts';

const DAY_MS = 24 * 3_600_000;
/** Asia/Shanghai has had no other offset since 1991. */
const SHANGHAI_MS = 8 * 3_600_000;

/**
 * The street's one clock, which runs on with the machine's and is moved forward. It is the SQL function
 * `street_now()`, as in the tests.
 */
export class StreetClock {
  readonly #database: KillableDatabase;
  #offsetMs = 0;

  constructor(database: KillableDatabase) {
    this.#database = database;
  }

  now(): number {
    return Date.now() + this.#offsetMs;
  }

  /** Never back: time does not. */
  async moveTo(instantMs: number): Promise<void> {
    const offsetMs = Math.round(Math.max(this.#offsetMs, instantMs - Date.now()));
    await this.#database.query(
      `create or replace function street_now() returns timestamptz language sql volatile
        as $$ select clock_timestamp() + interval '${offsetMs} milliseconds' $$`,
    );
    this.#offsetMs = offsetMs;
  }
}

/** The local day of the street, YYYY-MM-DD. */
export const localDayOf = (instantMs: number): string =>
  new Date(instantMs + SHANGHAI_MS).toISOString().slice(0, 10);

/** When the local day of an instant began. */
export const midnightBefore = (instantMs: number): number =>
  Math.floor((instantMs + SHANGHAI_MS) / DAY_MS) * DAY_MS - SHANGHAI_MS;

export const DAY = DAY_MS;
