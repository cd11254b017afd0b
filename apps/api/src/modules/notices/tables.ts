import { sql } from 'drizzle-orm';
import { index, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { persons } from '../identity/tables.ts';

/** What people were told, each row to one person. */
export const notices = pgTable(
  'notices',
  {
    /** Made in the order of telling. */
    id: uuid().primaryKey(),
    personId: uuid()
      .notNull()
      .references(() => persons.id),
    at: timestamp({ withTimezone: true }).notNull(),
    title: text().notNull(),
    text: text().notNull(),
    /** The page of the mini-program that it leads to. */
    page: text(),
    readAt: timestamp({ withTimezone: true }),
  },
  (table) => [
    index('notices_by_person').on(table.personId, table.id),
    index('notices_unread').on(table.personId, table.id).where(sql`${table.readAt} is null`),
  ],
);
