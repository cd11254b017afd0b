import { type Static, Type } from 'typebox';
import { UNIT_KINDS } from '../registers/endpoints.ts';
import { body, Id, Instant, NOT_BLANK, orNull } from '../schema.ts';
import { BallotRule, Choices, VoteChannel } from './rule.ts';

/** `open`: the electorate is fixed and votes are taken. */
export const BALLOT_STATES = ['draft', 'published', 'open', 'closed'] as const;
export const BallotState = Type.Enum([...BALLOT_STATES]);
export type BallotState = (typeof BALLOT_STATES)[number];

export const OBJECTION_DAYS_MAX = 60;

const ballotFields = {
  question: Type.String({ minLength: 1, maxLength: 100, pattern: NOT_BLANK }),
  text: Type.Optional(Type.String({ maxLength: 10_000 })),
  rule: BallotRule,
  opensAt: Instant,
  closesAt: Instant,
  objectionDays: Type.Optional(Type.Integer({ minimum: 0, maximum: OBJECTION_DAYS_MAX })),
  /** On an agenda item of a meeting, or alone. */
  agendaItemId: Type.Optional(orNull(Id)),
};

export const NewBallot = body({
  ...ballotFields,
  /** A closed ballot that this one corrects. */
  corrects: Type.Optional(Id),
});
export type NewBallot = Static<typeof NewBallot>;

export const BallotEdit = body({
  question: Type.Optional(ballotFields.question),
  text: ballotFields.text,
  rule: Type.Optional(BallotRule),
  opensAt: Type.Optional(Instant),
  closesAt: Type.Optional(Instant),
  objectionDays: ballotFields.objectionDays,
  agendaItemId: ballotFields.agendaItemId,
});
export type BallotEdit = Static<typeof BallotEdit>;

export const Extension = Type.Object({
  id: Id,
  closesAt: Instant,
  reason: Type.String(),
  proposedByName: Type.String(),
  proposedByMe: Type.Boolean(),
  proposedAt: Instant,
  /** The second admin; null while one more is needed. */
  confirmedByName: orNull(Type.String()),
  confirmedAt: orNull(Instant),
});
export type Extension = Static<typeof Extension>;

/** A unit of mine in this ballot, and whether its vote is in. */
export const UnitInBallot = Type.Object({
  id: Id,
  kind: Type.Enum([...UNIT_KINDS]),
  name: Type.String(),
  /** Which of the ballot's registers it votes in. */
  register: Type.Integer(),
  cast: orNull(
    Type.Object({ byName: Type.String(), byMe: Type.Boolean(), channel: VoteChannel, at: Instant }),
  ),
  /** In an open ballot, what it has voted. */
  choices: orNull(Choices),
});
export type UnitInBallot = Static<typeof UnitInBallot>;

export const BallotSummary = Type.Object({
  id: Id,
  number: Type.Integer(),
  associationId: Id,
  associationName: Type.String(),
  meetingId: orNull(Id),
  agendaItemId: orNull(Id),
  state: BallotState,
  question: Type.String(),
  secret: Type.Boolean(),
  opensAt: Instant,
  closesAt: Instant,
  /** Of this person, in a ballot that has opened: how many units may vote, and how many have. */
  myUnitCount: Type.Integer(),
  myCastCount: Type.Integer(),
  /** Once it has closed. */
  outcome: orNull(Type.Enum(['passed', 'not-passed', 'no-quorum', 'tied'])),
  verdictSentence: orNull(Type.String()),
});
export type BallotSummary = Static<typeof BallotSummary>;

export const BallotRegisterNow = Type.Object({
  name: Type.String(),
  unitWord: Type.String({ description: 'What its units are counted in: 家商户, 户' }),
  /** Fixed once the ballot has opened; until then as it would be now. */
  eligible: Type.Integer(),
  areaCm2: orNull(Type.Integer()),
});

export const Ballot = Type.Object({
  ...BallotSummary.properties,
  text: Type.String(),
  rule: BallotRule,
  ruleSentence: Type.String({ description: 'The rule with the numbers of this electorate, as one sentence' }),
  /** What people should know of the rule before it is published, in sentences. */
  cautions: Type.Array(Type.String()),
  registers: Type.Array(BallotRegisterNow),
  objectionDays: Type.Integer(),
  /** Until when a unit can object; null until the ballot has closed. */
  objectionsUntil: orNull(Instant),
  corrects: orNull(Id),
  correctedBy: orNull(Id),
  extensions: Type.Array(Extension),
  /** Null where it is not shown before the close. */
  turnout: orNull(Type.Object({ tookPart: Type.Integer(), eligible: Type.Integer() })),
  /** SHA-256 of the electorate, hex; null until it is fixed. */
  electorateDigest: orNull(Type.String()),
  myUnits: Type.Array(UnitInBallot),
  /** What a poster shows so that people can come here by scanning. */
  codeUrl: Type.String(),
  closedAt: orNull(Instant),
});
export type Ballot = Static<typeof Ballot>;

export const RECEIPT_PATTERN = '^[2-9A-HJKMNP-Z]{4}(-[2-9A-HJKMNP-Z]{4}){3}$';
export const Receipt = Type.String({
  minLength: 19,
  maxLength: 19,
  pattern: RECEIPT_PATTERN,
  description: 'By it the voter finds their vote in the published list',
});

export const CastVote = Type.Object({
  unitId: Id,
  /** In a secret ballot known to nobody but who holds it; null in an open one, where the unit is named. */
  receipt: orNull(Receipt),
});
export type CastVote = Static<typeof CastVote>;

/** What became of a vote that staff entered for a unit. */
export const PaperVote = Type.Object({
  unitId: Id,
  unitName: Type.String(),
  channel: VoteChannel,
  /** `waiting`: a second member of staff must enter the same; `differs`: they did not agree; `counted`: it is in. */
  state: Type.Enum(['waiting', 'differs', 'counted']),
  enteredByName: Type.String(),
  /** Where they differ: what each has entered, so that the paper can be looked at again. */
  entries: Type.Array(Type.Object({ byName: Type.String(), choices: Choices, channel: VoteChannel })),
  /** To be handed to the voter of a secret ballot, shown once. */
  receipt: orNull(Receipt),
});
export type PaperVote = Static<typeof PaperVote>;

export const TurnoutRow = Type.Object({
  unitId: Id,
  unitName: Type.String(),
  register: Type.Integer(),
  channel: orNull(VoteChannel),
});
export type TurnoutRow = Static<typeof TurnoutRow>;

/** A line of the published list. */
export const PublishedVote = Type.Object({
  /** The receipt in a secret ballot; the unit's id in an open one. */
  key: Type.String(),
  unitName: orNull(Type.String()),
  register: Type.Integer(),
  choices: Choices,
});
export type PublishedVote = Static<typeof PublishedVote>;

export const Objection = Type.Object({
  id: Id,
  unitName: Type.String(),
  byName: Type.String(),
  reason: Type.String(),
  at: Instant,
  answer: orNull(Type.String()),
  answeredAt: orNull(Instant),
});
export type Objection = Static<typeof Objection>;
