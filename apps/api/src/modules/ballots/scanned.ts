import type { BallotScan } from '@shangju/contracts';
import type { Pool } from 'pg';

/** What the code on a ballot's poster leads to; nothing while it is a draft. */
export async function ballotScanned(pool: Pool, number: number): Promise<BallotScan | undefined> {
  const { rows } = await pool.query<{ id: string; question: string }>({
    name: 'ballot-by-number',
    text: `select id, question from ballots where number = $1 and state <> 'draft'`,
    values: [number],
  });
  const [ballot] = rows;
  return ballot && { kind: 'ballot', ballotId: ballot.id, question: ballot.question, actions: [] };
}
