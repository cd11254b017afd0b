import { LIMIT_PERIODS, OFFER_STATUSES } from '@shangju/contracts';
import { sql } from 'drizzle-orm';
import { check, index, integer, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { oneOf } from '../../db/one-of.ts';
import { associations, merchants } from '../directory/tables.ts';
import { persons } from '../identity/tables.ts';

export const offers = pgTable(
  'offers',
  {
    id: uuid().primaryKey(),
    merchantId: uuid()
      .notNull()
      .references(() => merchants.id),
    /** The merchant's association, repeated so that its lists need no join. */
    associationId: uuid()
      .notNull()
      .references(() => associations.id),
    title: text().notNull(),
    description: text().notNull(),
    pricePoints: integer().notNull(),
    /** Units ever put up; null is no limit. */
    stockTotal: integer(),
    /** Units left: the total less what is held and fulfilled. */
    stockLeft: integer(),
    limitPerPerson: integer(),
    limitPeriod: text({ enum: [...LIMIT_PERIODS] }).notNull(),
    voucherMinutes: integer().notNull(),
    availableFrom: timestamp({ withTimezone: true }),
    availableUntil: timestamp({ withTimezone: true }),
    status: text({ enum: [...OFFER_STATUSES] }).notNull(),
    reason: text(),
    createdBy: uuid().references(() => persons.id),
    updatedAt: timestamp({ withTimezone: true }).notNull(),
  },
  (table) => [
    index('offers_by_merchant').on(table.merchantId, table.pricePoints, table.id),
    index('offers_by_association').on(table.associationId, table.status, table.updatedAt, table.id),
    index('offers_approved_by_price')
      .on(table.pricePoints, table.id)
      .where(sql`${table.status} = 'approved'`),
    index('offers_approved_by_association_price')
      .on(table.associationId, table.pricePoints, table.id)
      .where(sql`${table.status} = 'approved'`),
    check('offers_status', oneOf(table.status, OFFER_STATUSES)),
    check('offers_limit_period', oneOf(table.limitPeriod, LIMIT_PERIODS)),
    check('offers_price_positive', sql`${table.pricePoints} > 0`),
    check('offers_stock_not_negative', sql`${table.stockLeft} between 0 and ${table.stockTotal}`),
    check('offers_stock_both', sql`(${table.stockLeft} is null) = (${table.stockTotal} is null)`),
    check('offers_limit_positive', sql`${table.limitPerPerson} > 0`),
    check('offers_times_in_order', sql`${table.availableFrom} < ${table.availableUntil}`),
  ],
);
