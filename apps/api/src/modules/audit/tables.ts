import { sql } from 'drizzle-orm';
import { bigint, check, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { bytea } from '../../db/bytea.ts';

/**
 * What administrators changed. Rows are never changed or removed (a trigger refuses it), and each
 * seals the one before it, so that whoever gets around the trigger leaves a trace.
 */
export const auditEntries = pgTable(
  'audit_entries',
  {
    /** 1, 2, 3 …, without gaps. */
    number: bigint({ mode: 'number' }).primaryKey(),
    /** Whole milliseconds, so that every digit that is stored is sealed. */
    at: timestamp({ withTimezone: true, precision: 3 }).notNull(),
    /** A person; not a reference, so that the log stands by itself. */
    actorId: uuid().notNull(),
    act: text().notNull(),
    subject: text().notNull(),
    details: jsonb().notNull(),
    /** Of the entry before; zeros for the first. Unique: no two entries follow the same one. */
    previousHash: bytea().notNull().unique('audit_entries_follow_once'),
    /** SHA-256 over the row in canonical JSON and the previous hash. */
    hash: bytea().notNull(),
  },
  (table) => [
    check('audit_entries_number_positive', sql`${table.number} > 0`),
    check(
      'audit_entries_hashes_whole',
      sql`octet_length(${table.previousHash}) = 32 and octet_length(${table.hash}) = 32`,
    ),
  ],
);
