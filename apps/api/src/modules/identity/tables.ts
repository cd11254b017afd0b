import { ROLES } from '@shangju/contracts';
import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  index,
  integer,
  pgTable,
  primaryKey,
  real,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core';
import { bytea } from '../../db/bytea.ts';
import { oneOf } from '../../db/one-of.ts';

export const persons = pgTable(
  'persons',
  {
    id: uuid().primaryKey(),
    /** The short number that people see, and that a resident card will carry: 32 bits. */
    number: integer().notNull().unique().generatedByDefaultAsIdentity({ startWith: 100_001 }),
    name: text().notNull(),
    birthYear: integer(),
    elderMode: boolean().notNull().default(false),
    textScale: real().notNull().default(1.4),
    /** Set: nobody can sign in as them. A trigger ends their sessions with it. */
    disabledAt: timestamp({ withTimezone: true }),
  },
  (table) => [
    index('persons_by_name').on(table.name),
    check('persons_text_scale', sql`${table.textScale} between 1.2 and 1.8`),
  ],
);

/** People of the demo street that one can log in as; empty outside demos. */
export const personas = pgTable('personas', {
  key: text().primaryKey(),
  personId: uuid()
    .notNull()
    .references(() => persons.id),
  about: text().notNull(),
  position: integer().notNull(),
});

/** Who may do what where. Read at every request: a row that is gone stops working at the next one. */
export const roleGrants = pgTable(
  'role_grants',
  {
    personId: uuid()
      .notNull()
      .references(() => persons.id),
    role: text({ enum: [...ROLES] }).notNull(),
    /** A merchant, an association, a community or the street, by role. */
    placeId: uuid().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.personId, table.role, table.placeId] }),
    index('role_grants_by_place').on(table.placeId, table.role),
    check('role_grants_role', oneOf(table.role, ROLES)),
  ],
);

export const sessions = pgTable(
  'sessions',
  {
    id: uuid().primaryKey(),
    personId: uuid()
      .notNull()
      .references(() => persons.id),
    startedAt: timestamp({ withTimezone: true }).notNull(),
    endedAt: timestamp({ withTimezone: true }),
    endReason: text({ enum: ['logout', 'refresh-token-reused', 'account-disabled'] }),
  },
  (table) => [
    index('sessions_by_person').on(table.personId),
    check('sessions_end', sql`(${table.endedAt} is null) = (${table.endReason} is null)`),
  ],
);

/** Only digests: whoever reads this table can't log in with it. */
export const refreshTokens = pgTable(
  'refresh_tokens',
  {
    digest: bytea().primaryKey(),
    sessionId: uuid()
      .notNull()
      .references(() => sessions.id),
    expiresAt: timestamp({ withTimezone: true }).notNull(),
    usedAt: timestamp({ withTimezone: true }),
  },
  (table) => [index('refresh_tokens_by_session').on(table.sessionId)],
);
