import type { Verdict } from '@shangju/contracts';
import type { Pool, PoolClient } from 'pg';
import { letStatementsTake, transaction } from '../../db/transaction.ts';
import { must } from '../../must.ts';
import { tellOfResult } from './ballot-notices.ts';
import { type BallotRow, findBallotRow } from './ballot-row.ts';
import { BALLOTS_JOB } from './ballots-job.ts';
import { countVotes } from './count-votes.ts';
import type { Seal } from './seal.ts';
import { turnoutDigest, votesDigest } from './votes-of-ballot.ts';

/** Adds the job that seals what this transaction closes. */
export async function sealSoon(tx: PoolClient, ballotId: string): Promise<void> {
  await tx.query({
    name: 'seal-soon',
    text: `select graphile_worker.add_job('${BALLOTS_JOB}', job_key := $1)`,
    values: [`${BALLOTS_JOB}-${ballotId}`],
  });
}

/**
 * Seals and tells of every ballot that was closed and is not sealed: one that is large, or whose process
 * was killed. Can run at any time, twice, and side by side.
 * @returns how many were sealed
 */
export async function sealClosed(pool: Pool, seal: Seal): Promise<number> {
  const { rows } = await pool.query<{ id: string }>({
    name: 'ballots-to-seal',
    text: `select id from ballots where state = 'closed' and sealed_at is null order by closed_at limit 100`,
  });
  let sealed = 0;
  for (const { id } of rows) {
    const isSealed = await transaction(pool, async (tx) => {
      await letStatementsTake(tx, LARGE_BALLOT_LIMIT_MS);
      if (!(await isFirst(tx, id))) return false;
      await sealBallot(tx, id, seal);
      await tellOfSealed(tx, id);
      return true;
    });
    if (isSealed) sealed += 1;
  }
  return sealed;
}

/** For a million votes, on a machine that has other work. */
export const LARGE_BALLOT_LIMIT_MS = 5 * 60_000;

/**
 * One seals, others leave it to them. The row of the ballot is not what is locked: who comes too late to
 * vote reads it, and would wait, with all that came together with them.
 */
async function isFirst(tx: PoolClient, ballotId: string): Promise<boolean> {
  const { rows: locks } = await tx.query<{ got: boolean }>({
    name: 'lock-seal',
    text: `select pg_try_advisory_xact_lock(hashtextextended('seal ' || $1, 0)) as got`,
    values: [ballotId],
  });
  if (!locks[0]?.got) return false;
  const ballot = must(await findBallotRow(tx, ballotId));
  return ballot.closedAt !== null && ballot.sealedAt === null;
}

/**
 * Puts the votes of a closed ballot into an order of chance, if they are secret, then digests and signs.
 * What is signed is what was counted at the close: votes that no longer add up to it are a bug and throw.
 */
export async function sealBallot(tx: PoolClient, ballotId: string, seal: Seal): Promise<void> {
  const ballot = must(await findBallotRow(tx, ballotId));
  if (ballot.rule.secret) await shuffleVotes(tx, ballotId);
  await demandSameCount(tx, ballot);
  const digests = {
    turnoutDigest: await turnoutDigest(tx, ballotId),
    votesDigest: await votesDigest(tx, ballotId, ballot.rule),
  };
  const verdict: Verdict = { ...must(ballot.verdict), ...digests };
  const sealed = seal.seal(verdict);
  await tx.query({
    name: 'seal-ballot',
    text: `
      update ballots set verdict = $2, result_digest = $3, signature = $4, public_key = $5, sealed_at = street_now()
      where id = $1`,
    values: [ballotId, JSON.stringify(verdict), sealed.resultDigest, sealed.signature, sealed.publicKey],
  });
}

/** Now that each can find their own vote, everybody who could vote is told. */
export async function tellOfSealed(tx: PoolClient, ballotId: string): Promise<void> {
  const ballot = must(await findBallotRow(tx, ballotId));
  await tellOfResult(tx, ballot, must(ballot.verdictSentence));
}

/**
 * Writes both tables of a secret ballot anew in an order of chance, in this one transaction: afterwards
 * neither the place of a row on the disk nor the transaction that wrote it tells who cast what.
 */
async function shuffleVotes(tx: PoolClient, ballotId: string): Promise<void> {
  // The trigger that keeps the votes of closed ballots lets this one transaction through.
  await tx.query({
    name: 'begin-sealing',
    text: `select set_config('shangju.sealing', $1, true)`,
    values: [ballotId],
  });
  for (const table of ['ballot_turnout', 'ballot_papers']) {
    await tx.query({
      name: `shuffle-${table}`,
      text: `
        with removed as (delete from ${table} where ballot_id = $1 returning *)
        insert into ${table} select * from removed order by random()`,
      values: [ballotId],
    });
  }
}

async function demandSameCount(tx: PoolClient, ballot: BallotRow): Promise<void> {
  const counted = await countVotes(tx, ballot);
  const same = must(ballot.verdict).registers.every(({ tookPart, counts }, register) => {
    const now = must(counted[register]);
    return (
      now.tookPart === tookPart &&
      counts.every(({ option, votes }) => votes === votesFor(option, now.groups, ballot.rule))
    );
  });
  if (!same) throw new Error(`the votes of ballot ${ballot.id} are no longer those that were counted`);
}

const votesFor = (
  option: number,
  groups: readonly { choices: readonly number[]; votes: number }[],
  { method }: BallotRow['rule'],
): number =>
  groups
    .filter(({ choices }) => (method.kind === 'ranked' ? choices[0] === option : choices.includes(option)))
    .reduce((sum, { votes }) => sum + votes, 0);
