import type { FastifyBaseLogger } from 'fastify';
import type { Pool } from 'pg';
import { checkLedger } from '../../check-ledger.ts';
import { checkAudit } from '../audit/index.ts';

export const PROOF_JOB = 'check-proof';

/**
 * What `ledger:check` and `audit:check` say, noted for everybody to see. Can run at any time, twice, and side
 * by side. The last hash of the audit log goes to the process's log: a copy of it outside of the database is
 * the one thing that shows later if the newest entries were cut off.
 */
export async function checkProof(pool: Pool, log: FastifyBaseLogger): Promise<void> {
  await note(pool, 'ledger', log, async () => {
    const { differences, transfers, sumOfAllAccounts } = await checkLedger(pool);
    const findings = differences.length + (sumOfAllAccounts === 0 ? 0 : 1);
    return { findings, told: { transfers, sumOfAllAccounts } };
  });
  await note(pool, 'audit', log, async () => {
    const { breaks, entries, lastHash } = await checkAudit(pool);
    return { findings: breaks.length, told: { entries, lastHash } };
  });
}

async function note(
  pool: Pool,
  name: 'ledger' | 'audit',
  log: FastifyBaseLogger,
  check: () => Promise<{ findings: number; told: object }>,
): Promise<void> {
  const beganMs = performance.now();
  const { findings, told } = await check();
  const tookMs = Math.round(performance.now() - beganMs);
  await pool.query({
    name: 'note-proof-check',
    text: `
      insert into proof_checks (name, at, took_ms, findings)
      values ($1, clock_timestamp() - $2 * interval '1 millisecond', $2, $3)
      on conflict (name) do update set at = excluded.at, took_ms = excluded.took_ms, findings = excluded.findings`,
    values: [name, tookMs, findings],
  });
  const level = findings === 0 ? 'info' : 'error';
  log[level]({ check: name, findings, tookMs, ...told }, `${name} checked: ${findings} findings`);
}
