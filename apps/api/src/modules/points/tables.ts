import { BUDGET_PERIODS, ENTRY_KINDS } from '@shangju/contracts';
import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  date,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import { oneOf } from '../../db/one-of.ts';
import { associations, merchants } from '../directory/tables.ts';
import { persons } from '../identity/tables.ts';

/**
 * Who can give or take points; the id is that of the person, merchant, association or street itself.
 * Residents carry figures. A pool and a merchant's receivable are contended, so they carry none:
 * what they hold is the sum of their transfers.
 */
export const accounts = pgTable(
  'accounts',
  {
    id: uuid().primaryKey(),
    kind: text({ enum: ['resident', 'merchant', 'pool', 'street'] }).notNull(),
    available: bigint({ mode: 'number' }).notNull().default(0),
    held: bigint({ mode: 'number' }).notNull().default(0),
    earned: bigint({ mode: 'number' }).notNull().default(0),
    spent: bigint({ mode: 'number' }).notNull().default(0),
    expired: bigint({ mode: 'number' }).notNull().default(0),
  },
  (table) => [
    check('accounts_kind', oneOf(table.kind, ['resident', 'merchant', 'pool', 'street'])),
    check('accounts_available_not_negative', sql`${table.available} >= 0`),
    check('accounts_held_not_negative', sql`${table.held} >= 0`),
    check(
      'accounts_figures_agree',
      sql`${table.available} + ${table.held} = ${table.earned} - ${table.spent} - ${table.expired}`,
    ),
    check('accounts_figures_of_residents', sql`${table.kind} = 'resident' or ${table.earned} = 0`),
  ],
);

/** Points that moved. Rows are never changed or removed (a trigger refuses it); corrections are new rows. */
export const transfers = pgTable(
  'transfers',
  {
    id: uuid().primaryKey(),
    debitAccountId: uuid()
      .notNull()
      .references(() => accounts.id),
    creditAccountId: uuid()
      .notNull()
      .references(() => accounts.id),
    points: integer().notNull(),
    kind: text({ enum: [...ENTRY_KINDS] }).notNull(),
    /** The check-in, redemption or grant that moved them: each moves points once. */
    referenceId: uuid().notNull(),
    /** The resident among the two accounts, by whom entries are read. */
    personId: uuid()
      .notNull()
      .references(() => persons.id),
    at: timestamp({ withTimezone: true }).notNull(),
  },
  (table) => [
    unique('transfers_reference_once').on(table.referenceId, table.kind),
    index('transfers_by_person').on(table.personId, table.id),
    check('transfers_kind', oneOf(table.kind, ENTRY_KINDS)),
    check('transfers_points_positive', sql`${table.points} > 0`),
    check('transfers_two_accounts', sql`${table.debitAccountId} <> ${table.creditAccountId}`),
  ],
);

export const earningRules = pgTable('earning_rules', {
  associationId: uuid()
    .primaryKey()
    .references(() => associations.id),
  pointsPerCheckIn: integer().notNull(),
  paidCheckInsPerDay: integer().notNull(),
  posterPays: boolean().notNull(),
  fenceRadiusM: integer().notNull(),
  budgetPoints: integer().notNull(),
  budgetPeriod: text({ enum: [...BUDGET_PERIODS] }).notNull(),
  updatedAt: timestamp({ withTimezone: true }).notNull(),
});

/** How much of an association's budget a period has issued. */
export const issuingBudgets = pgTable(
  'issuing_budgets',
  {
    associationId: uuid()
      .notNull()
      .references(() => associations.id),
    periodStart: date({ mode: 'string' }).notNull(),
    limitPoints: integer().notNull(),
    issued: integer().notNull().default(0),
  },
  (table) => [
    primaryKey({ columns: [table.associationId, table.periodStart] }),
    check('issuing_budgets_kept', sql`${table.issued} between 0 and ${table.limitPoints}`),
  ],
);

export const checkIns = pgTable(
  'check_ins',
  {
    id: uuid().primaryKey(),
    personId: uuid()
      .notNull()
      .references(() => persons.id),
    merchantId: uuid()
      .notNull()
      .references(() => merchants.id),
    localDay: date({ mode: 'string' }).notNull(),
    points: integer().notNull(),
    presence: text({ enum: ['live', 'poster'] }).notNull(),
    at: timestamp({ withTimezone: true }).notNull(),
  },
  (table) => [
    unique('check_ins_once_a_day').on(table.personId, table.localDay, table.merchantId),
    index('check_ins_by_merchant_day').on(table.merchantId, table.localDay, table.id),
    check('check_ins_presence', oneOf(table.presence, ['live', 'poster'])),
    check('check_ins_points_not_negative', sql`${table.points} >= 0`),
  ],
);

export const grants = pgTable(
  'grants',
  {
    id: uuid().primaryKey(),
    associationId: uuid()
      .notNull()
      .references(() => associations.id),
    personId: uuid()
      .notNull()
      .references(() => persons.id),
    points: integer().notNull(),
    reason: text().notNull(),
    grantedBy: uuid()
      .notNull()
      .references(() => persons.id),
    at: timestamp({ withTimezone: true }).notNull(),
  },
  (table) => [
    index('grants_by_association').on(table.associationId, table.id),
    check('grants_points_positive', sql`${table.points} > 0`),
    check('grants_not_to_oneself', sql`${table.personId} <> ${table.grantedBy}`),
  ],
);
