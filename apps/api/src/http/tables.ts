import { index, integer, jsonb, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';
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

/**
 * How many requests of a kind a person or an address made in a minute, as far as processes told each other.
 * The migration makes it unlogged: after a crash it begins anew. Names are sealed; old minutes are pruned.
 */
export const requestCounts = pgTable(
  'request_counts',
  {
    name: bytea().notNull(),
    /** Minutes since 1970. */
    minute: integer().notNull(),
    count: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.name, table.minute] }),
    index('request_counts_by_minute').on(table.minute),
  ],
);
