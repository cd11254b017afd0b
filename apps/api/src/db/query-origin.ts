import type { ClientBase, Pool, PoolClient } from 'pg';

/**
 * The pool as somebody uses it: queries that are sent through what this returns are theirs, however far from them.
 * It is a value that is handed on, and nothing that Node has to carry from promise to promise: that cost a quarter
 * of all redemptions in a second.
 * @param origin `POST /v1/redemptions`, or `job give-back-lapsed-holds`; never what a route was asked for
 */
export function onBehalfOf(pool: Pool, origin: string): Pool {
  const mark = (client: PoolClient | undefined) => {
    if (client) origins.set(client, origin);
  };
  const connect = (callback?: Connected) => {
    if (!callback)
      return pool.connect().then((client) => {
        mark(client);
        return client;
      });
    return pool.connect((error, client, release) => {
      mark(client);
      callback(error, client, release);
    });
  };
  // Whatever else it is asked is answered by the pool itself; its `query` takes a client by this `connect`.
  return Object.create(pool, { connect: { value: connect } }) as Pool;
}

type Connected = Parameters<Pool['connect']>[0];

/** Who has a connection at the moment. */
const origins = new WeakMap<ClientBase, string>();

/** Undefined for who does not say: the start of the process, the queue of the jobs. */
export const originOf = (client: ClientBase): string | undefined => origins.get(client);

/** To be called when a connection is given back. */
export const forgetOrigin = (client: ClientBase): boolean => origins.delete(client);
