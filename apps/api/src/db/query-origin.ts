import { AsyncLocalStorage } from 'node:async_hooks';

/** On whose behalf a query runs. */
export interface QueryOrigin {
  /** `POST /v1/redemptions`, or `job give-back-lapsed-holds`. Never what a route was asked for. */
  route: string;
  /** Of the first few of a batch. */
  requestIds: readonly string[];
  /** How many requests share the query. */
  requests: number;
}

/** Told when somebody asks, which is only of queries that were slow. */
type TellOrigin = () => QueryOrigin;

const origins = new AsyncLocalStorage<TellOrigin | undefined>();

/** Queries that `work` sends, now or later, run on behalf of this origin. */
export function onBehalfOf<Result>(tell: TellOrigin | undefined, work: () => Result): Result {
  // Where nobody names an origin, Node is spared from carrying it along.
  return tell || origins.getStore() ? origins.run(tell, work) : work();
}

/** On whose behalf a query would run here; undefined outside of requests and jobs. */
export function currentOrigin(): TellOrigin | undefined {
  return origins.getStore();
}

const IDS_SHOWN = 5;

/**
 * Of work that is done for several at once.
 * @param name stands for the route where they came by different ones
 */
export function sharedOrigin(
  name: string,
  tellEach: readonly (TellOrigin | undefined)[],
): TellOrigin | undefined {
  if (!tellEach.some((tell) => tell)) return undefined;
  return () => {
    const all = tellEach.flatMap((tell) => (tell ? [tell()] : []));
    const routes = new Set(all.map(({ route }) => route));
    const [only] = routes;
    return {
      route: only !== undefined && routes.size === 1 ? only : name,
      requestIds: all.flatMap(({ requestIds }) => requestIds).slice(0, IDS_SHOWN),
      requests: tellEach.length,
    };
  };
}
