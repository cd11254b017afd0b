import {
  type Away,
  type ChecklistResult,
  SHIFT_STATUSES,
  type ShiftTime,
  SWAP_STATUSES,
} from '@shangju/contracts';
import { sql } from 'drizzle-orm';
import {
  type AnyPgColumn,
  boolean,
  check,
  date,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { oneOf } from '../../db/one-of.ts';
import { associations, merchants } from '../directory/tables.ts';
import { persons } from '../identity/tables.ts';

const instant = () => timestamp({ withTimezone: true });

/** Who takes turns at which lane, when, and by which checklist. */
export const rosters = pgTable(
  'rosters',
  {
    id: uuid().primaryKey(),
    /** The short number that the plaque's codes carry: 32 bits. */
    number: integer().notNull().unique().generatedByDefaultAsIdentity({ startWith: 101 }),
    associationId: uuid()
      .notNull()
      .references(() => associations.id),
    name: text().notNull(),
    lane: text().notNull(),
    shiftTimes: jsonb().$type<ShiftTime[]>().notNull(),
    /** 1 Monday to 7 Sunday. */
    weekdays: integer().array().notNull(),
    closedDays: date({ mode: 'string' }).array().notNull(),
    checklist: text().array().notNull(),
    /** When the checklist became what it is: patrols that were made before may answer an older one. */
    checklistSince: instant().notNull(),
    swapNeedsApproval: boolean().notNull(),
    latitude: doublePrecision(),
    longitude: doublePrecision(),
    fenceRadiusM: integer().notNull(),
    pointsPerShift: integer().notNull(),
    publishedUntil: date({ mode: 'string' }),
    updatedAt: instant().notNull(),
  },
  (table) => [
    index('rosters_by_association').on(table.associationId, table.number),
    check('rosters_place_whole', sql`(${table.latitude} is null) = (${table.longitude} is null)`),
    check('rosters_fence_positive', sql`${table.fenceRadiusM} > 0`),
    check('rosters_points_not_negative', sql`${table.pointsPerShift} >= 0`),
  ],
);

/** Who takes turns now; whoever has left keeps the shifts that were theirs. */
export const rosterMembers = pgTable(
  'roster_members',
  {
    rosterId: uuid()
      .notNull()
      .references(() => rosters.id),
    merchantId: uuid()
      .notNull()
      .references(() => merchants.id),
    /** In the order of their turns, from 0. */
    position: integer().notNull(),
    away: jsonb().$type<Away[]>().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.rosterId, table.merchantId] }),
    index('roster_members_by_merchant').on(table.merchantId),
    unique('roster_members_one_a_position').on(table.rosterId, table.position),
  ],
);

/**
 * The plaque of each roster: one row, so it has exactly one holder at all times. The row is also the
 * lock of the roster: whoever changes a roster, its members, shifts, patrols or swaps locks it first.
 */
export const plaques = pgTable(
  'plaques',
  {
    rosterId: uuid()
      .primaryKey()
      .references(() => rosters.id),
    /** Null: the association's office. */
    holderMerchantId: uuid().references(() => merchants.id),
    since: instant().notNull(),
    /** One more with every change of hands; the turning codes of a holder die with it. */
    revision: integer().notNull().default(0),
  },
  (table) => [
    check('plaques_revision_not_negative', sql`${table.revision} >= 0`),
    check('plaques_begin_at_the_office', sql`${table.revision} > 0 or ${table.holderMerchantId} is null`),
  ],
);

export const SHIFT_ENDINGS = ['check-out', 'hand-over', 'taken', 'time'] as const;

export const shifts = pgTable(
  'shifts',
  {
    id: uuid().primaryKey(),
    rosterId: uuid()
      .notNull()
      .references(() => rosters.id),
    merchantId: uuid()
      .notNull()
      .references(() => merchants.id),
    /** Whose turn it was by the rotation, whoever has it now; null where it makes up for another. */
    plannedMerchantId: uuid().references(() => merchants.id),
    makesUpFor: uuid()
      .unique('shifts_made_up_once')
      .references((): AnyPgColumn => shifts.id),
    /** The local day on which it begins by the roster. */
    localDay: date({ mode: 'string' }).notNull(),
    name: text().notNull(),
    startsAt: instant().notNull(),
    endsAt: instant().notNull(),
    status: text({ enum: [...SHIFT_STATUSES] }).notNull(),
    swapped: boolean().notNull().default(false),
    checkedInAt: instant(),
    /** The person on duty, who earns the points. */
    checkedInBy: uuid().references(() => persons.id),
    checkInSentLate: boolean().notNull().default(false),
    lateMinutes: integer(),
    checkedOutAt: instant(),
    endedBy: text({ enum: [...SHIFT_ENDINGS] }),
    pointsEarned: integer().notNull().default(0),
    excuse: text(),
    /** What its merchant was reminded of; null again when another merchant gets it. */
    remindedEveningAt: instant(),
    remindedSoonAt: instant(),
  },
  (table) => [
    // Publishing twice at once makes no turn twice.
    uniqueIndex('shifts_one_turn_a_slot')
      .on(table.rosterId, table.startsAt)
      .where(sql`${table.plannedMerchantId} is not null`),
    uniqueIndex('shifts_one_on_duty').on(table.rosterId).where(sql`${table.status} = 'on-duty'`),
    index('shifts_by_day').on(table.rosterId, table.localDay),
    index('shifts_by_merchant').on(table.merchantId, table.startsAt),
    index('shifts_waiting')
      .on(table.rosterId, table.startsAt)
      .where(sql`${table.status} in ('due', 'on-duty')`),
    check('shifts_status', oneOf(table.status, SHIFT_STATUSES)),
    check('shifts_ended_by', oneOf(table.endedBy, SHIFT_ENDINGS)),
    check('shifts_end_after_start', sql`${table.endsAt} > ${table.startsAt}`),
    check(
      'shifts_turn_or_made_up',
      sql`(${table.plannedMerchantId} is null) = (${table.makesUpFor} is not null)`,
    ),
    check(
      'shifts_begun_are_checked_in',
      sql`(${table.status} in ('on-duty', 'worked')) = (${table.checkedInAt} is not null)`,
    ),
    check(
      'shifts_check_in_whole',
      sql`num_nulls(${table.checkedInAt}, ${table.checkedInBy}, ${table.lateMinutes}) in (0, 3)`,
    ),
    check(
      'shifts_worked_are_ended',
      sql`(${table.status} = 'worked') = (${table.checkedOutAt} is not null) and (${table.status} = 'worked') = (${table.endedBy} is not null)`,
    ),
    check('shifts_end_after_check_in', sql`${table.checkedOutAt} >= ${table.checkedInAt}`),
    check('shifts_late_not_negative', sql`${table.lateMinutes} >= 0`),
    check('shifts_excused_have_an_excuse', sql`${table.status} <> 'excused' or ${table.excuse} is not null`),
    check(
      'shifts_only_work_earns',
      sql`${table.pointsEarned} = 0 or (${table.pointsEarned} > 0 and ${table.status} = 'worked')`,
    ),
  ],
);

/** Rounds of the lane. */
export const patrols = pgTable(
  'patrols',
  {
    /** Made in the order in which they happened. */
    id: uuid().primaryKey(),
    shiftId: uuid()
      .notNull()
      .references(() => shifts.id),
    rosterId: uuid()
      .notNull()
      .references(() => rosters.id),
    personId: uuid()
      .notNull()
      .references(() => persons.id),
    at: instant().notNull(),
    sentLate: boolean().notNull(),
    results: jsonb().$type<ChecklistResult[]>().notNull(),
    note: text().notNull(),
    pictureIds: uuid().array().notNull(),
    latitude: doublePrecision(),
    longitude: doublePrecision(),
    needsSomeone: boolean().notNull(),
  },
  (table) => [
    index('patrols_by_shift').on(table.shiftId, table.id),
    index('patrols_that_need_someone').on(table.rosterId, table.id).where(sql`${table.needsSomeone}`),
    check('patrols_place_whole', sql`(${table.latitude} is null) = (${table.longitude} is null)`),
  ],
);

/** A shift offered to another merchant. */
export const swaps = pgTable(
  'swaps',
  {
    id: uuid().primaryKey(),
    rosterId: uuid()
      .notNull()
      .references(() => rosters.id),
    /** A shift goes when its days are published anew; what was asked about it goes with it, unless it waits. */
    shiftId: uuid()
      .notNull()
      .references(() => shifts.id, { onDelete: 'cascade' }),
    askedByMerchantId: uuid()
      .notNull()
      .references(() => merchants.id),
    /** Null asks anyone on the roster. */
    askedMerchantId: uuid().references(() => merchants.id),
    takenByMerchantId: uuid().references(() => merchants.id),
    inReturnShiftId: uuid().references(() => shifts.id, { onDelete: 'set null' }),
    status: text({ enum: [...SWAP_STATUSES] }).notNull(),
    reason: text().notNull(),
    askedBy: uuid()
      .notNull()
      .references(() => persons.id),
    askedAt: instant().notNull(),
  },
  (table) => [
    uniqueIndex('swaps_one_at_a_time').on(table.shiftId).where(sql`${table.status} in ('open', 'accepted')`),
    index('swaps_by_shift').on(table.shiftId),
    index('swaps_by_return').on(table.inReturnShiftId),
    index('swaps_by_roster').on(table.rosterId, table.id),
    index('swaps_by_asking_merchant').on(table.askedByMerchantId, table.id),
    check('swaps_status', oneOf(table.status, SWAP_STATUSES)),
    check(
      'swaps_taken_by_someone',
      sql`${table.status} not in ('accepted', 'agreed') or ${table.takenByMerchantId} is not null`,
    ),
    check('swaps_between_two', sql`${table.askedByMerchantId} <> ${table.takenByMerchantId}`),
  ],
);

/** The secret addresses under which a merchant's shifts can be read as a calendar. */
export const calendarFeeds = pgTable('calendar_feeds', {
  merchantId: uuid()
    .primaryKey()
    .references(() => merchants.id),
  feed: text().notNull().unique(),
});
