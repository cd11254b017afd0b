import { doublePrecision, index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';

export const streets = pgTable('streets', {
  id: uuid().primaryKey(),
  name: text().notNull(),
});

export const communities = pgTable('communities', {
  id: uuid().primaryKey(),
  streetId: uuid()
    .notNull()
    .references(() => streets.id),
  name: text().notNull(),
});

export const associations = pgTable('associations', {
  id: uuid().primaryKey(),
  number: integer().notNull().unique(),
  communityId: uuid()
    .notNull()
    .references(() => communities.id),
  name: text().notNull(),
  shortName: text().notNull(),
});

export const merchants = pgTable(
  'merchants',
  {
    id: uuid().primaryKey(),
    /** The short number that codes carry: 32 bits. */
    number: integer().notNull().unique(),
    associationId: uuid()
      .notNull()
      .references(() => associations.id),
    name: text().notNull(),
    category: text().notNull(),
    lane: text().notNull(),
    address: text().notNull(),
    intro: text().notNull(),
    openHours: text().notNull(),
    status: text({ enum: ['open', 'closed'] })
      .notNull()
      .default('open'),
    latitude: doublePrecision(),
    longitude: doublePrecision(),
  },
  (table) => [index('merchants_by_association').on(table.associationId, table.number)],
);
