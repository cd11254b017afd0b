import type { Pool, PoolClient } from 'pg';
import { transaction } from '../../db/transaction.ts';
import { endRedemptions } from './endings.ts';

export const LAPSED_HOLDS_JOB = 'give-back-lapsed-holds';

const BATCH_SIZE = 200;
/** Holds that end within the same ten seconds are given back by one job. */
const JOB_STEP_MS = 10_000;

/**
 * Gives back everything of holds that have run out. Can run at any time, twice, and side by side.
 * @returns how many holds ended.
 */
export async function giveBackLapsed(pool: Pool): Promise<number> {
  let given = 0;
  for (;;) {
    const { rows } = await pool.query<{ id: string }>({
      name: 'lapsed-holds',
      text: `select id from redemptions where status = 'held' and held_until <= street_now() order by held_until limit $1`,
      values: [BATCH_SIZE],
    });
    if (rows.length === 0) return given;
    const outcomes = await transaction(pool, (tx) =>
      endRedemptions(
        tx,
        rows.map(({ id }) => ({ act: 'lapse', redemptionId: id })),
      ),
    );
    given += outcomes.filter(({ ok }) => ok).length;
  }
}

export async function lapsedHoldsExist(tx: PoolClient): Promise<boolean> {
  const { rows } = await tx.query<{ exist: boolean }>({
    name: 'lapsed-holds-exist',
    text: `select exists (select from redemptions where status = 'held' and held_until <= street_now()) as exist`,
  });
  return rows[0]?.exist ?? false;
}

/** Adds the job that gives holds back when they run out, in the transaction that makes them. */
export function scheduleLapse(tx: PoolClient, heldUntil: readonly Date[]): Promise<unknown>[] {
  const steps = new Set(
    heldUntil.map((until) => Math.ceil((until.getTime() + 1) / JOB_STEP_MS) * JOB_STEP_MS),
  );
  return [...steps].map((runAtMs) =>
    tx.query({
      name: 'schedule-lapse',
      text: `
        select graphile_worker.add_job('${LAPSED_HOLDS_JOB}', run_at := $1::timestamptz, job_key := $2,
          job_key_mode := 'preserve_run_at')`,
      values: [new Date(runAtMs), `${LAPSED_HOLDS_JOB}-${runAtMs}`],
    }),
  );
}
