import { FOLLOW_UP_STATES, MEETING_STATES } from '@shangju/contracts';
import { sql } from 'drizzle-orm';
import {
  check,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  timestamp,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import { oneOf } from '../../db/one-of.ts';
import { associations } from '../directory/tables.ts';
import { persons } from '../identity/tables.ts';

export const meetings = pgTable(
  'meetings',
  {
    id: uuid().primaryKey(),
    /** The short number that the sign-in code carries: 32 bits. */
    number: integer().notNull().unique().generatedByDefaultAsIdentity({ startWith: 1001 }),
    associationId: uuid()
      .notNull()
      .references(() => associations.id),
    title: text().notNull(),
    place: text().notNull(),
    startsAt: timestamp({ withTimezone: true }).notNull(),
    endsAt: timestamp({ withTimezone: true }),
    about: text().notNull().default(''),
    invited: text().array().notNull(),
    pointsForAttendance: integer().notNull().default(0),
    state: text({ enum: [...MEETING_STATES] })
      .notNull()
      .default('draft'),
    minutesText: text(),
    /** `Decision[]` of the contracts. */
    decisions: jsonb(),
    minutesAt: timestamp({ withTimezone: true }),
    createdBy: uuid()
      .notNull()
      .references(() => persons.id),
    updatedAt: timestamp({ withTimezone: true }).notNull(),
    /** When the invited were told that it is tomorrow, or the day that they were invited was as late. */
    remindedAt: timestamp({ withTimezone: true }),
  },
  (table) => [
    index('meetings_by_association').on(table.associationId, table.startsAt, table.id),
    index('meetings_by_start').on(table.startsAt, table.id),
    check('meetings_state', oneOf(table.state, MEETING_STATES)),
    check('meetings_times', sql`${table.endsAt} is null or ${table.endsAt} > ${table.startsAt}`),
    check('meetings_points', sql`${table.pointsForAttendance} between 0 and 1000`),
    check(
      'meetings_minutes',
      sql`num_nulls(${table.minutesText}, ${table.decisions}, ${table.minutesAt}) in (0, 3)
        and (${table.state} = 'minutes-published') = (${table.minutesAt} is not null)`,
    ),
  ],
);

export const agendaItems = pgTable(
  'agenda_items',
  {
    id: uuid().primaryKey(),
    meetingId: uuid()
      .notNull()
      .references(() => meetings.id),
    position: integer().notNull(),
    title: text().notNull(),
    text: text().notNull().default(''),
    pictureIds: uuid().array().notNull(),
  },
  (table) => [index('agenda_items_by_meeting').on(table.meetingId, table.position)],
);

/** Who was there. By the code it is a person; by hand it may be a household or shop, or a name alone. */
export const attendances = pgTable(
  'attendances',
  {
    id: uuid().primaryKey(),
    meetingId: uuid()
      .notNull()
      .references(() => meetings.id),
    way: text({ enum: ['code', 'hand'] }).notNull(),
    personId: uuid().references(() => persons.id),
    /** A household or merchant for which somebody signed in by hand. */
    unitId: uuid(),
    name: text().notNull(),
    points: integer().notNull().default(0),
    recordedBy: uuid()
      .notNull()
      .references(() => persons.id),
    at: timestamp({ withTimezone: true }).notNull(),
  },
  (table) => [
    unique('attendances_person_once').on(table.meetingId, table.personId),
    unique('attendances_unit_once').on(table.meetingId, table.unitId),
    index('attendances_by_meeting').on(table.meetingId, table.id),
    check('attendances_way', oneOf(table.way, ['code', 'hand'])),
    check('attendances_person_by_code', sql`(${table.way} = 'code') = (${table.personId} is not null)`),
    check('attendances_points', sql`${table.points} >= 0`),
  ],
);

export const meetingQuestions = pgTable(
  'meeting_questions',
  {
    id: uuid().primaryKey(),
    meetingId: uuid()
      .notNull()
      .references(() => meetings.id),
    askedBy: uuid()
      .notNull()
      .references(() => persons.id),
    text: text().notNull(),
    at: timestamp({ withTimezone: true }).notNull(),
    answer: text(),
    answeredBy: uuid().references(() => persons.id),
    answeredAt: timestamp({ withTimezone: true }),
  },
  (table) => [
    index('meeting_questions_by_meeting').on(table.meetingId, table.id),
    check(
      'meeting_questions_answer',
      sql`num_nulls(${table.answer}, ${table.answeredBy}, ${table.answeredAt}) in (0, 3)`,
    ),
  ],
);

export const followUps = pgTable(
  'follow_ups',
  {
    id: uuid().primaryKey(),
    meetingId: uuid()
      .notNull()
      .references(() => meetings.id),
    associationId: uuid()
      .notNull()
      .references(() => associations.id),
    what: text().notNull(),
    who: text().notNull(),
    until: date({ mode: 'string' }).notNull(),
    state: text({ enum: [...FOLLOW_UP_STATES] })
      .notNull()
      .default('open'),
    at: timestamp({ withTimezone: true }).notNull(),
  },
  (table) => [
    index('follow_ups_by_meeting').on(table.meetingId, table.state, table.until),
    index('follow_ups_by_association').on(table.associationId, table.state, table.until),
    check('follow_ups_state', oneOf(table.state, FOLLOW_UP_STATES)),
  ],
);

export const followUpSteps = pgTable(
  'follow_up_steps',
  {
    id: uuid().primaryKey(),
    followUpId: uuid()
      .notNull()
      .references(() => followUps.id),
    byPersonId: uuid()
      .notNull()
      .references(() => persons.id),
    state: text({ enum: [...FOLLOW_UP_STATES] }).notNull(),
    note: text().notNull(),
    pictureIds: uuid().array().notNull(),
    at: timestamp({ withTimezone: true }).notNull(),
  },
  (table) => [
    index('follow_up_steps_by_follow_up').on(table.followUpId, table.id),
    check('follow_up_steps_state', oneOf(table.state, FOLLOW_UP_STATES)),
  ],
);
