import type { Pool, PoolClient } from 'pg';
import { letStatementsTake, transaction } from '../../db/transaction.ts';
import { lockBallot } from './ballot-row.ts';
import { BALLOTS_JOB } from './ballots-job.ts';
import { closeAndTell } from './close-ballot.ts';
import { openBallot } from './open-ballot.ts';
import type { Seal } from './seal.ts';
import { LARGE_BALLOT_LIMIT_MS } from './seal-ballot.ts';

/**
 * Opens and closes every ballot whose time has come: by a job, and by whoever looks first. Can run at any
 * time, twice, and side by side.
 * @returns how many were opened or closed
 */
export async function bringOnDue(
  pool: Pool,
  seal: Seal,
  options?: { sealedAtOnceVotes?: number },
): Promise<number> {
  const { rows } = await pool.query<{ id: string }>({ name: 'due-ballots', text: DUE });
  let brought = 0;
  for (const { id } of rows) if (await bringOn(pool, seal, id, options)) brought += 1;
  return brought;
}

const DUE = `
  select id from ballots
  where state in ('published', 'open')
    and ((state = 'published' and opens_at <= street_now()) or closes_at <= street_now())
  order by closes_at limit 100`;

/** One ballot, as far as its time has come: what nobody has opened in time opens and closes at once. */
export function bringOn(
  pool: Pool,
  seal: Seal,
  ballotId: string,
  { sealedAtOnceVotes }: { sealedAtOnceVotes?: number } = {},
): Promise<boolean> {
  return transaction(pool, async (tx) => {
    const ballot = await lockBallot(tx, ballotId);
    if (!ballot || !isDue(ballot)) return false;
    await letStatementsTake(tx, LARGE_BALLOT_LIMIT_MS);
    const opened = ballot.state === 'published' ? await openBallot(tx, ballot) : ballot;
    if (isDue(opened)) await closeAndTell(tx, opened, seal, sealedAtOnceVotes);
    return true;
  });
}

/** Whether it should have opened or closed by now. */
export const isDue = ({
  state,
  opensAt,
  closesAt,
  now,
}: {
  state: string;
  opensAt: Date;
  closesAt: Date;
  now: Date;
}): boolean => (state === 'published' && opensAt <= now) || (state === 'open' && closesAt <= now);

/** Adds the job that opens or closes, in the transaction that sets the time. */
export async function bringOnAt(tx: PoolClient, at: Date): Promise<void> {
  await tx.query({
    name: 'schedule-ballot',
    text: `
      select graphile_worker.add_job('${BALLOTS_JOB}', run_at := $1::timestamptz, job_key := $2,
        job_key_mode := 'preserve_run_at')`,
    values: [new Date(at.getTime() + 1), `${BALLOTS_JOB}-${at.getTime()}`],
  });
}
