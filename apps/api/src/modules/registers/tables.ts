import { sql } from 'drizzle-orm';
import {
  bigint,
  check,
  index,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import { oneOf } from '../../db/one-of.ts';
import { communities, merchants } from '../directory/tables.ts';
import { persons } from '../identity/tables.ts';
import { inOrderOfDoors } from './door-order.ts';

export const households = pgTable(
  'households',
  {
    id: uuid().primaryKey(),
    communityId: uuid()
      .notNull()
      .references(() => communities.id),
    address: text().notNull(),
    /** In square centimetres, so that 89.23 m² is a whole number; null while it is not known. */
    floorAreaCm2: bigint({ mode: 'number' }),
  },
  (table) => [
    unique('households_by_address').on(table.communityId, table.address),
    check('households_floor_area', sql`${table.floorAreaCm2} > 0`),
    // As household-row.ts orders them.
    index('households_in_order_of_doors').on(
      table.communityId,
      sql.raw(`(${inOrderOfDoors('address')})`),
      table.id,
    ),
  ],
);

/** Who belongs to a household. Only who is verified votes for it. */
export const householdMembers = pgTable(
  'household_members',
  {
    householdId: uuid()
      .notNull()
      .references(() => households.id),
    personId: uuid()
      .notNull()
      .references(() => persons.id),
    status: text({ enum: ['claimed', 'verified'] }).notNull(),
    /** Since when this status holds. */
    since: timestamp({ withTimezone: true }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.householdId, table.personId] }),
    index('household_members_by_person').on(table.personId),
    check('household_members_status', oneOf(table.status, ['claimed', 'verified'])),
  ],
);

/** Clerks who may vote for a shop beside its owner, who always may. */
export const merchantVoters = pgTable(
  'merchant_voters',
  {
    merchantId: uuid()
      .notNull()
      .references(() => merchants.id),
    personId: uuid()
      .notNull()
      .references(() => persons.id),
    entitledBy: uuid()
      .notNull()
      .references(() => persons.id),
    at: timestamp({ withTimezone: true }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.merchantId, table.personId] }),
    index('merchant_voters_by_person').on(table.personId),
  ],
);
