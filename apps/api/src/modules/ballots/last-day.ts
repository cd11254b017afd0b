import type { Pool } from 'pg';
import { transaction } from '../../db/transaction.ts';
import { tellOfMissingVote } from './ballot-notices.ts';
import { lockBallot } from './ballot-row.ts';

export const LAST_DAY_JOB = 'remind-on-last-day';

/**
 * A day before a ballot closes, tells those who have not voted. Each ballot once, by the mark that is set in the
 * same transaction; one that is open for less than a day is not told of again.
 * @returns how many persons were told
 */
export async function remindOnLastDay(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ id: string }>({ name: 'ballots-on-last-day', text: ON_LAST_DAY });
  let told = 0;
  for (const { id } of rows) {
    told += await transaction(pool, async (tx) => {
      const ballot = await lockBallot(tx, id);
      if (ballot?.state !== 'open' || ballot.closesAt <= ballot.now) return 0;
      const { rowCount } = await tx.query({
        name: 'mark-last-day',
        text: 'update ballots set last_day_told_at = street_now() where id = $1 and last_day_told_at is null',
        values: [id],
      });
      return rowCount === 1 ? tellOfMissingVote(tx, ballot) : 0;
    });
  }
  return told;
}

const ON_LAST_DAY = `
  select id from ballots
  where state = 'open' and last_day_told_at is null
    and closes_at > street_now() and closes_at <= street_now() + interval '24 hours'
    and opens_at < closes_at - interval '24 hours'
  order by closes_at limit 100`;
