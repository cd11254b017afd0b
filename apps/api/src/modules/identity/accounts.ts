import type { Pool } from 'pg';

/**
 * Lets nobody sign in as this person any more; their sessions end in the same transaction.
 * @param number the short one that people see
 * @returns how many sessions ended; undefined where there is no such person
 */
export async function disableAccount(pool: Pool, number: number): Promise<number | undefined> {
  const { rows } = await pool.query<{ ended: number }>(
    `with live as (
      select count(*)::int as ended from sessions s join persons p on p.id = s.person_id
      where p.number = $1 and s.ended_at is null
    )
    update persons set disabled_at = coalesce(disabled_at, street_now()) where number = $1
    returning (select ended from live) as ended`,
    [number],
  );
  return rows[0]?.ended;
}

/** They can sign in again; what had ended stays so. @returns false where there is no such person */
export async function enableAccount(pool: Pool, number: number): Promise<boolean> {
  const { rowCount } = await pool.query('update persons set disabled_at = null where number = $1', [number]);
  return rowCount === 1;
}
