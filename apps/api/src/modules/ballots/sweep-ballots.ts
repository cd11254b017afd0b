import type { Pool } from 'pg';

export const SWEEP_BALLOTS_JOB = 'sweep-ballots';

/**
 * Rows that sealing has rewritten leave their old versions behind until they are vacuumed away: this
 * does it at once for secret ballots. Can run twice.
 * @returns how many ballots
 */
export async function sweepBallots(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ id: string }>({
    name: 'ballots-to-sweep',
    text: `
      select id from ballots where sealed_at is not null and swept_at is null
      order by closed_at limit 100`,
  });
  if (rows.length === 0) return 0;
  await pool.query('vacuum ballot_turnout, ballot_papers, paper_entries');
  await pool.query({
    name: 'ballots-swept',
    // Votes that come too late lock several at once, in the order of their ids.
    text: `
      update ballots set swept_at = street_now()
      where id in (select id from ballots where id = any($1::uuid[]) order by id for no key update)`,
    values: [rows.map(({ id }) => id)],
  });
  return rows.length;
}
