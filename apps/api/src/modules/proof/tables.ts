import { sql } from 'drizzle-orm';
import { check, integer, pgTable, text, timestamp } from 'drizzle-orm/pg-core';

/** The last result of each nightly check, so that every process can tell it, whichever ran it. */
export const proofChecks = pgTable(
  'proof_checks',
  {
    name: text().primaryKey(),
    /** When it began. */
    at: timestamp({ withTimezone: true }).notNull(),
    tookMs: integer().notNull(),
    /** 0: everything holds. */
    findings: integer().notNull(),
  },
  (table) => [
    check('proof_checks_name', sql`${table.name} in ('ledger', 'audit')`),
    check('proof_checks_findings_counted', sql`${table.findings} >= 0`),
  ],
);
