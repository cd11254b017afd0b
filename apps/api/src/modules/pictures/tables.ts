import { sql } from 'drizzle-orm';
import { check, index, integer, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { oneOf } from '../../db/one-of.ts';
import { associations, merchants } from '../directory/tables.ts';
import { persons } from '../identity/tables.ts';

/** What pictures can belong to. */
export const PICTURE_OWNERS = ['patrol', 'agenda-item', 'follow-up', 'paper-vote'] as const;

/** Pictures that people sent; the files lie in the storage of pictures, under the id. */
export const pictures = pgTable(
  'pictures',
  {
    id: uuid().primaryKey(),
    uploadedBy: uuid()
      .notNull()
      .references(() => persons.id),
    at: timestamp({ withTimezone: true }).notNull(),
    /** Of the large size. */
    widthPx: integer().notNull(),
    heightPx: integer().notNull(),
    /**
     * A row is `storing` before its files are there and `removing` before they go, so that there is
     * no moment at which a file lies in the storage and no row knows of it.
     */
    status: text({ enum: ['storing', 'stored', 'removing'] }).notNull(),
    /** What it belongs to, and where that lies: who may see the picture follows from it. */
    belongsToKind: text({ enum: [...PICTURE_OWNERS] }),
    belongsToId: uuid(),
    associationId: uuid().references(() => associations.id),
    merchantId: uuid().references(() => merchants.id),
  },
  (table) => [
    index('pictures_belonging_to_nothing').on(table.at).where(sql`${table.belongsToId} is null`),
    check('pictures_status', oneOf(table.status, ['storing', 'stored', 'removing'])),
    check('pictures_belongs_to_kind', oneOf(table.belongsToKind, PICTURE_OWNERS)),
    check(
      'pictures_belong_wholly',
      sql`num_nulls(${table.belongsToKind}, ${table.belongsToId}, ${table.associationId}) in (0, 3)`,
    ),
    check('pictures_belonging_are_stored', sql`${table.belongsToId} is null or ${table.status} = 'stored'`),
  ],
);
