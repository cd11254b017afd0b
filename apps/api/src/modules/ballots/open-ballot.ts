import type { PoolClient } from 'pg';
import type { BallotRow } from './ballot-row.ts';
import { fixElectorate } from './electorate.ts';

/** Fixes who has a vote, as it is at this moment. The ballot is locked and its time has come. */
export async function openBallot(tx: PoolClient, ballot: BallotRow): Promise<BallotRow> {
  const { numbers, digest } = await fixElectorate(tx, ballot.id, ballot.rule);
  await tx.query({
    name: 'open-ballot',
    text: `update ballots set state = 'open', electorate = $2, electorate_digest = $3 where id = $1`,
    values: [ballot.id, JSON.stringify(numbers), digest],
  });
  return { ...ballot, state: 'open', electorate: numbers, electorateDigest: digest };
}
