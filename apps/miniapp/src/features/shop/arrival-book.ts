import type { Arrival } from '@shangju/contracts';

/** Remembers what has been told, so that news that come twice (by the line and by a list) are told once. */
export class ArrivalBook {
  readonly #told = new Set<string>();
  #since: string | undefined;

  /** True when this is news. */
  take({ kind, id }: Arrival): boolean {
    const key = `${kind} ${id}`;
    if (this.#told.has(key)) return false;
    this.#told.add(key);
    return true;
  }

  /**
   * The newest of a list that is news. The first list is how things stand: none of it is, nor what is older than
   * it and comes with its next page.
   */
  takeAll(arrivals: readonly Arrival[]): Arrival | undefined {
    const news = arrivals.filter((arrival) => this.take(arrival));
    const since = this.#since;
    this.#since ??= newest(arrivals)?.at ?? '';
    return since === undefined
      ? undefined
      : newest(news.filter(({ kind, at }) => kind !== 'redemption-ended' && at >= since));
  }
}

function newest(arrivals: readonly Arrival[]): Arrival | undefined {
  return arrivals.reduce<Arrival | undefined>(
    (latest, arrival) => (latest === undefined || arrival.at > latest.at ? arrival : latest),
    undefined,
  );
}
