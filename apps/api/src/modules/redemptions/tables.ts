import { REDEMPTION_STATUSES } from '@shangju/contracts';
import { sql } from 'drizzle-orm';
import { check, date, index, integer, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { oneOf } from '../../db/one-of.ts';
import { merchants } from '../directory/tables.ts';
import { persons } from '../identity/tables.ts';
import { offers } from '../offers/tables.ts';

export const redemptions = pgTable(
  'redemptions',
  {
    id: uuid().primaryKey(),
    /** The short number that people see and that a voucher's code carries: 32 bits. */
    number: integer().notNull().unique().generatedByDefaultAsIdentity({ startWith: 1001 }),
    personId: uuid()
      .notNull()
      .references(() => persons.id),
    offerId: uuid()
      .notNull()
      .references(() => offers.id),
    merchantId: uuid()
      .notNull()
      .references(() => merchants.id),
    /** The offer's title when it was redeemed: what was promised. */
    offerTitle: text().notNull(),
    points: integer().notNull(),
    status: text({ enum: [...REDEMPTION_STATUSES] }).notNull(),
    localDay: date({ mode: 'string' }).notNull(),
    createdAt: timestamp({ withTimezone: true }).notNull(),
    heldUntil: timestamp({ withTimezone: true }),
    endedAt: timestamp({ withTimezone: true }),
    fulfilledBy: uuid().references(() => persons.id),
  },
  (table) => [
    index('redemptions_by_person').on(table.personId, table.id),
    index('redemptions_by_person_offer').on(table.personId, table.offerId, table.createdAt),
    index('redemptions_by_merchant_day').on(table.merchantId, table.localDay, table.id),
    index('redemptions_held').on(table.heldUntil).where(sql`${table.status} = 'held'`),
    check('redemptions_status', oneOf(table.status, REDEMPTION_STATUSES)),
    check('redemptions_points_positive', sql`${table.points} > 0`),
    check('redemptions_end', sql`(${table.status} = 'held') = (${table.endedAt} is null)`),
    check('redemptions_hold', sql`${table.status} = 'fulfilled' or ${table.heldUntil} is not null`),
  ],
);
