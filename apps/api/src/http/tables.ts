import { integer, jsonb, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { bytea } from '../db/bytea.ts';

/**
 * Requests that were answered with a change, each written in the transaction that made the change.
 * A refusal changes nothing and leaves no row. Never pruned: a key stands for its act for ever.
 */
export const idempotencyKeys = pgTable(
  'idempotency_keys',
  {
    personId: uuid().notNull(),
    key: text().notNull(),
    /** SHA-256 over endpoint, path parameters and body. */
    requestDigest: bytea().notNull(),
    status: integer().notNull(),
    body: jsonb(),
    at: timestamp({ withTimezone: true }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.personId, table.key] })],
);
