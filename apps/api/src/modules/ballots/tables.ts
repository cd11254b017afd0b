import { BALLOT_OUTCOMES, BALLOT_STATES, UNIT_KINDS, VOTE_CHANNELS } from '@shangju/contracts';
import { sql } from 'drizzle-orm';
import {
  bigint,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import { oneOf } from '../../db/one-of.ts';
import { associations } from '../directory/tables.ts';
import { persons } from '../identity/tables.ts';
import { agendaItems, meetings } from '../meetings/tables.ts';

/**
 * A ballot; its row is the lock of everything that is cast in it. Casting and closing take it, so a
 * vote is in the count or refused.
 */
export const ballots = pgTable(
  'ballots',
  {
    id: uuid().primaryKey(),
    /** The short number that its poster's code carries: 32 bits. */
    number: integer().notNull().unique().generatedByDefaultAsIdentity({ startWith: 1001 }),
    associationId: uuid()
      .notNull()
      .references(() => associations.id),
    meetingId: uuid().references(() => meetings.id),
    agendaItemId: uuid().references(() => agendaItems.id),
    corrects: uuid(),
    state: text({ enum: [...BALLOT_STATES] })
      .notNull()
      .default('draft'),
    question: text().notNull(),
    text: text().notNull(),
    /** `BallotRule`; frozen by a trigger once the ballot is published. */
    rule: jsonb().notNull(),
    opensAt: timestamp({ withTimezone: true }).notNull(),
    closesAt: timestamp({ withTimezone: true }).notNull(),
    objectionDays: integer().notNull(),
    publishedAt: timestamp({ withTimezone: true }),
    electorateDigest: text(),
    /** `ElectorateNumbers` of each register, as it opened. */
    electorate: jsonb(),
    tookPart: integer().notNull().default(0),
    remindedAt: timestamp({ withTimezone: true }),
    /** When those who had not voted were told that a day is left. */
    lastDayToldAt: timestamp({ withTimezone: true }),
    /** `Verdict`, frozen at the close but for the two digests that come with the seal. */
    verdict: jsonb(),
    outcome: text({ enum: [...BALLOT_OUTCOMES] }),
    verdictSentence: text(),
    resultDigest: text(),
    /** What so few or such unanimous votes give away of single ones. */
    revealNote: text(),
    signature: text(),
    publicKey: text(),
    closedAt: timestamp({ withTimezone: true }),
    /** When the votes of a closed ballot were in an order of chance, and its verdict signed over them. */
    sealedAt: timestamp({ withTimezone: true }),
    /** When what a rewrite leaves behind on the disk was vacuumed away. */
    sweptAt: timestamp({ withTimezone: true }),
    createdBy: uuid()
      .notNull()
      .references(() => persons.id),
    createdAt: timestamp({ withTimezone: true }).notNull(),
  },
  (table) => [
    index('ballots_by_association').on(table.associationId, table.state, table.closesAt, table.id),
    index('ballots_by_end').on(table.closesAt, table.id),
    index('ballots_by_agenda_item').on(table.agendaItemId),
    index('ballots_under_way')
      .on(table.opensAt, table.closesAt)
      .where(sql`${table.state} in ('published', 'open')`),
    unique('ballots_corrected_once').on(table.corrects),
    check('ballots_state', oneOf(table.state, BALLOT_STATES)),
    check('ballots_outcome', oneOf(table.outcome, BALLOT_OUTCOMES)),
    check('ballots_times', sql`${table.closesAt} > ${table.opensAt}`),
    check('ballots_published', sql`(${table.state} = 'draft') = (${table.publishedAt} is null)`),
    check(
      'ballots_electorate',
      sql`num_nulls(${table.electorateDigest}, ${table.electorate})
        = case when ${table.state} in ('open', 'closed') then 0 else 2 end`,
    ),
    check(
      'ballots_verdict',
      sql`num_nulls(${table.verdict}, ${table.outcome}, ${table.verdictSentence}, ${table.closedAt})
        = case when ${table.state} = 'closed' then 0 else 4 end`,
    ),
    check(
      'ballots_seal',
      sql`num_nulls(${table.resultDigest}, ${table.signature}, ${table.publicKey})
        = any (case when ${table.state} <> 'closed' then array[3] when ${table.sealedAt} is null then array[0, 3] else array[0] end)
        and (${table.sealedAt} is null or ${table.state} = 'closed')`,
    ),
  ],
);

/** Those who have a vote, from the opening on. */
export const ballotUnits = pgTable(
  'ballot_units',
  {
    ballotId: uuid()
      .notNull()
      .references(() => ballots.id),
    unitId: uuid().notNull(),
    kind: text({ enum: [...UNIT_KINDS] }).notNull(),
    register: smallint().notNull(),
    name: text().notNull(),
    floorAreaCm2: bigint({ mode: 'number' }),
  },
  (table) => [
    primaryKey({ columns: [table.ballotId, table.unitId] }),
    index('ballot_units_by_unit').on(table.unitId, table.ballotId),
    check('ballot_units_kind', oneOf(table.kind, UNIT_KINDS)),
  ],
);

/** Who has voted. In an open ballot also what; in a secret one never. */
export const ballotTurnout = pgTable(
  'ballot_turnout',
  {
    ballotId: uuid().notNull(),
    unitId: uuid().notNull(),
    /** Who brought the vote: a member of the unit, or the second admin who entered it. */
    castBy: uuid()
      .notNull()
      .references(() => persons.id),
    channel: text({ enum: [...VOTE_CHANNELS] }).notNull(),
    at: timestamp({ withTimezone: true }).notNull(),
    /** Null in a secret ballot. */
    choices: smallint().array(),
  },
  (table) => [
    primaryKey({ columns: [table.ballotId, table.unitId] }),
    check('ballot_turnout_channel', oneOf(table.channel, VOTE_CHANNELS)),
  ],
);

/**
 * What was voted in secret ballots. Has nothing in common with who voted: its ids and receipts are
 * chance, and it knows no time and no order.
 */
export const ballotPapers = pgTable(
  'ballot_papers',
  {
    ballotId: uuid().notNull(),
    receipt: text().notNull(),
    register: smallint().notNull(),
    choices: smallint().array().notNull(),
  },
  (table) => [primaryKey({ columns: [table.ballotId, table.receipt] })],
);

/** What one admin has entered from paper, telephone or the door; gone when the vote counts. */
export const paperEntries = pgTable(
  'paper_entries',
  {
    ballotId: uuid()
      .notNull()
      .references(() => ballots.id),
    unitId: uuid().notNull(),
    enteredBy: uuid()
      .notNull()
      .references(() => persons.id),
    channel: text({ enum: ['paper', 'telephone', 'door'] }).notNull(),
    choices: smallint().array().notNull(),
    pictureId: uuid(),
    at: timestamp({ withTimezone: true }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.ballotId, table.unitId, table.enteredBy] }),
    check('paper_entries_channel', oneOf(table.channel, ['paper', 'telephone', 'door'])),
  ],
);

export const ballotExtensions = pgTable(
  'ballot_extensions',
  {
    id: uuid().primaryKey(),
    ballotId: uuid()
      .notNull()
      .references(() => ballots.id),
    /** The end as it was when this was proposed: another one overtakes the proposal. */
    closedAtBefore: timestamp({ withTimezone: true }).notNull(),
    closesAt: timestamp({ withTimezone: true }).notNull(),
    reason: text().notNull(),
    proposedBy: uuid()
      .notNull()
      .references(() => persons.id),
    proposedAt: timestamp({ withTimezone: true }).notNull(),
    confirmedBy: uuid().references(() => persons.id),
    confirmedAt: timestamp({ withTimezone: true }),
  },
  (table) => [
    index('ballot_extensions_by_ballot').on(table.ballotId, table.proposedAt),
    check('ballot_extensions_later', sql`${table.closesAt} > ${table.closedAtBefore}`),
    check(
      'ballot_extensions_two',
      sql`(${table.confirmedBy} is null) = (${table.confirmedAt} is null) and ${table.confirmedBy} <> ${table.proposedBy}`,
    ),
  ],
);

export const objections = pgTable(
  'objections',
  {
    id: uuid().primaryKey(),
    ballotId: uuid()
      .notNull()
      .references(() => ballots.id),
    unitId: uuid().notNull(),
    byPersonId: uuid()
      .notNull()
      .references(() => persons.id),
    reason: text().notNull(),
    at: timestamp({ withTimezone: true }).notNull(),
    answer: text(),
    answeredBy: uuid().references(() => persons.id),
    answeredAt: timestamp({ withTimezone: true }),
  },
  (table) => [
    unique('objections_once').on(table.ballotId, table.unitId),
    index('objections_by_ballot').on(table.ballotId, table.id),
    check(
      'objections_answer',
      sql`num_nulls(${table.answer}, ${table.answeredBy}, ${table.answeredAt}) in (0, 3)`,
    ),
  ],
);
