import type { Pool } from 'pg';
import type { Json } from './canonical-json.ts';
import { type AuditEntry, hashOfEntry, NO_HASH } from './entry.ts';

/** Where the chain does not hold: at which entry, and what is wrong with it. */
export interface AuditBreak {
  number: number;
  what: string;
}

export interface AuditFindings {
  entries: number;
  /**
   * Of the last entry, in hex; undefined without entries. That the newest entries were cut off is the one
   * thing that the chain can't show: it is seen by comparing this with what was noted elsewhere.
   */
  lastHash: string | undefined;
  breaks: AuditBreak[];
}

const ROWS_AT_ONCE = 5_000;

/** Goes through the whole log, in one snapshot of the database, while it goes on working. */
export async function checkAudit(pool: Pool): Promise<AuditFindings> {
  const tx = await pool.connect();
  const breaks: AuditBreak[] = [];
  let last: { number: number; hash: Buffer } = { number: 0, hash: NO_HASH };
  let entries = 0;
  try {
    await tx.query('begin isolation level repeatable read read only');
    await tx.query('set local statement_timeout = 0');
    await tx.query(`declare entries no scroll cursor for ${ENTRIES}`);
    for (;;) {
      const { rows } = await tx.query<EntryRow>(`fetch ${ROWS_AT_ONCE} from entries`);
      for (const row of rows) {
        breaks.push(...wrongWith(row, last).map((what) => ({ number: row.number, what })));
        last = row;
      }
      entries += rows.length;
      if (rows.length < ROWS_AT_ONCE) break;
    }
  } finally {
    await tx.query('rollback');
    tx.release();
  }
  return { entries, lastHash: entries > 0 ? last.hash.toString('hex') : undefined, breaks };
}

interface EntryRow extends AuditEntry {
  details: Json;
  hash: Buffer;
}

const ENTRIES = `
  select number, at, actor_id as "actorId", act, subject, details, previous_hash as "previousHash", hash
  from audit_entries order by number`;

function wrongWith(row: EntryRow, before: { number: number; hash: Buffer }): string[] {
  const { hash, ...entry } = row;
  return [
    ...(row.number === before.number + 1
      ? []
      : [`it follows entry ${before.number}: something between is gone`]),
    ...(row.previousHash.equals(before.hash) ? [] : ['it does not seal the entry before it']),
    ...(hashOfEntry(entry).equals(hash) ? [] : ['it is not what it was when it was sealed']),
  ];
}
