import type { Socket } from 'node:net';
import type { Pool, PoolClient } from 'pg';
import { createPool, type PoolOptions } from './pool.ts';

/**
 * Connections for transactions whose every query looks rows up by key. A plan that was made while a
 * table was small must not stay a scan when it has grown: on these connections only keys are used.
 */
export function createPipelines(given: Pick<PoolOptions, 'url' | 'onError' | 'slowQueries'>): Pool {
  return createPool({
    ...given,
    size: PIPELINES,
    applicationName: 'shangju-pipelines',
    settings: { enable_seqscan: 'off', enable_hashjoin: 'off', enable_mergejoin: 'off' },
  });
}

/** While one batch commits, the next one loads; more would only wait for the same rows. */
const PIPELINES = 2;

/**
 * A transaction in two flights: all that is to be loaded is sent at once, then all that is to be
 * stored together with the commit. Costs two round trips, however many queries it holds.
 * @param steps.load sends its queries before it waits for the first
 * @param steps.store sends its queries and waits for none
 */
export async function inTwoFlights<Loaded, Result>(
  pipelines: Pool,
  steps: {
    load(tx: PoolClient): Promise<Loaded>;
    store(tx: PoolClient, loaded: Loaded): { sent: Promise<unknown>[]; result: Result };
  },
): Promise<Result> {
  const client = await pipelines.connect();
  let broken: Error | undefined;
  try {
    const [, loaded] = await inOneWrite(client, () =>
      Promise.all([client.query('begin'), steps.load(client)]),
    );
    const { done, result } = inOneWrite(client, () => {
      const { sent, result } = steps.store(client, loaded);
      return { done: Promise.all([client.query('commit'), ...sent]), result };
    });
    const [committed] = await done;
    if (committed.command !== 'COMMIT') throw new Error('the transaction was rolled back');
    return result;
  } catch (error) {
    await client.query('rollback').catch((lost: Error) => {
      broken = lost;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

/** What is sent meanwhile goes to the database in one call of the system, not in one for each query. */
function inOneWrite<Result>(client: PoolClient, send: () => Result): Result {
  const { stream } = (client as unknown as { connection: { stream: Socket } }).connection;
  stream.cork();
  try {
    return send();
  } finally {
    stream.uncork();
  }
}
