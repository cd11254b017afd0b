import type { Pool, PoolClient } from 'pg';

/** Runs `work` in one transaction whose changes are all taken back: to see what an act would come to. */
export async function withoutTrace<Result>(
  pool: Pool,
  work: (tx: PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('begin');
    return await work(client);
  } finally {
    await client.query('rollback').catch((lost: Error) => {
      broken = lost;
    });
    // A connection that was lost must go back all the same, or its place in the pool is gone for good.
    client.release(broken);
  }
}

/**
 * Runs `work` in one transaction on one connection: commits what it did when it returns, rolls
 * everything back and throws on when it throws.
 */
export async function transaction<Result>(
  pool: Pool,
  work: (tx: PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('begin');
    const result = await work(client);
    const committed = await client.query('commit');
    // PostgreSQL answers a commit of a failed transaction, whose error `work` swallowed, with ROLLBACK.
    if (committed.command !== 'COMMIT') throw new Error('the transaction had failed and was rolled back');
    return result;
  } catch (error) {
    await client.query('rollback').catch((lost: Error) => {
      broken = lost;
    });
    throw error;
  } finally {
    // A connection that could not roll back is closed, never handed on.
    client.release(broken);
  }
}

/** Lets the statements of the rest of this transaction take longer than those of a request may. */
export async function letStatementsTake(tx: PoolClient, limitMs: number): Promise<void> {
  await tx.query({
    name: 'let-statements-take',
    text: `select set_config('statement_timeout', $1, true)`,
    values: [String(limitMs)],
  });
}
