import type { PoolClient } from 'pg';
import { must } from '../../must.ts';
import type { Json } from './canonical-json.ts';
import { type AuditAct, hashOfEntry, NO_HASH } from './entry.ts';

/**
 * Appends to the log of what administrators changed, in the transaction that changes it. One
 * transaction at a time may append, from here to its end: record last, when every other row is
 * locked, and nobody waits for long or in a circle.
 */
export async function record(tx: PoolClient, act: AuditAct): Promise<void> {
  // Sent together, yet each sees what was committed when it began: the last entry is read under the lock.
  const [, last] = await Promise.all([
    tx.query({ name: 'lock-audit', text: 'select pg_advisory_xact_lock($1)', values: [AUDIT_LOCK] }),
    tx.query<LastEntry>({ name: 'last-audit-entry', text: LAST_ENTRY }),
  ]);
  const { number, hash, now } = must(last.rows[0]);
  const entry = {
    number: (number ?? 0) + 1,
    at: now,
    actorId: act.actorId,
    act: act.act,
    subject: act.subject,
    details: asStored(act.details),
    previousHash: hash ?? NO_HASH,
  };
  await tx.query({
    name: 'append-audit-entry',
    text: `
      insert into audit_entries (number, at, actor_id, act, subject, details, previous_hash, hash)
      values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    values: [
      entry.number,
      entry.at,
      entry.actorId,
      entry.act,
      entry.subject,
      JSON.stringify(entry.details),
      entry.previousHash,
      hashOfEntry(entry),
    ],
  });
}

/** Any number, the same in all processes and used for nothing else. */
const AUDIT_LOCK = 7_302_027;

interface LastEntry {
  number: number | null;
  hash: Buffer | null;
  now: Date;
}

const LAST_ENTRY = `
  select last.number, last.hash, date_trunc('milliseconds', street_now()) as now
  from (select 1) one left join lateral (
    select number, hash from audit_entries order by number desc limit 1
  ) last on true`;

/** What comes back from the database later: without members that are undefined, -0 as 0. */
const asStored = (details: AuditAct['details']): Json => JSON.parse(JSON.stringify(details));
