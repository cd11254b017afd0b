import { type Static, Type } from 'typebox';
import { body, Id, Instant, Name, NOT_BLANK, orNull } from '../schema.ts';

export const MEETING_STATES = ['draft', 'published', 'under-way', 'closed', 'minutes-published'] as const;
export const MeetingState = Type.Enum([...MEETING_STATES]);
export type MeetingState = (typeof MEETING_STATES)[number];

export const INVITED_GROUPS = ['merchants', 'residents'] as const;

export const AGENDA_ITEMS_MAX = 20;
export const PICTURES_OF_ITEM_MAX = 9;

export const NewAgendaItem = Type.Object(
  {
    /** That of an item that is there already, so that its ballots stay with it. */
    id: Type.Optional(Id),
    title: Type.String({ minLength: 1, maxLength: 60, pattern: NOT_BLANK }),
    text: Type.Optional(Type.String({ maxLength: 5000 })),
    pictureIds: Type.Optional(Type.Array(Id, { maxItems: PICTURES_OF_ITEM_MAX, uniqueItems: true })),
  },
  { additionalProperties: false },
);

const meetingFields = {
  title: Type.String({ minLength: 1, maxLength: 60, pattern: NOT_BLANK }),
  place: Name,
  startsAt: Instant,
  endsAt: Type.Optional(orNull(Instant)),
  about: Type.Optional(Type.String({ maxLength: 2000 })),
  invited: Type.Array(Type.Enum([...INVITED_GROUPS]), { minItems: 1, maxItems: 2, uniqueItems: true }),
  agenda: Type.Array(NewAgendaItem, { maxItems: AGENDA_ITEMS_MAX }),
  pointsForAttendance: Type.Integer({
    minimum: 0,
    maximum: 1000,
    description: 'What signing in by the code earns',
  }),
};

export const NewMeeting = body({
  ...meetingFields,
  pointsForAttendance: Type.Optional(meetingFields.pointsForAttendance),
});
export type NewMeeting = Static<typeof NewMeeting>;

export const MeetingEdit = body({
  title: Type.Optional(meetingFields.title),
  place: Type.Optional(meetingFields.place),
  startsAt: Type.Optional(meetingFields.startsAt),
  endsAt: meetingFields.endsAt,
  about: meetingFields.about,
  invited: Type.Optional(meetingFields.invited),
  agenda: Type.Optional(meetingFields.agenda),
  pointsForAttendance: Type.Optional(meetingFields.pointsForAttendance),
});
export type MeetingEdit = Static<typeof MeetingEdit>;

export const AgendaItem = Type.Object({
  id: Id,
  title: Type.String(),
  text: Type.String(),
  pictureIds: Type.Array(Id),
  /** The ballots on it that this person may see. */
  ballotIds: Type.Array(Id),
});
export type AgendaItem = Static<typeof AgendaItem>;

export const Decision = Type.Object(
  {
    agendaItemId: orNull(Id),
    text: Type.String({ minLength: 1, maxLength: 500, pattern: NOT_BLANK }),
  },
  { additionalProperties: false },
);
export type Decision = Static<typeof Decision>;

export const MeetingSummary = Type.Object({
  id: Id,
  number: Type.Integer(),
  associationId: Id,
  associationName: Type.String(),
  title: Type.String(),
  place: Type.String(),
  startsAt: Instant,
  endsAt: orNull(Instant),
  state: MeetingState,
  attendanceCount: Type.Integer(),
  openFollowUpCount: Type.Integer(),
});
export type MeetingSummary = Static<typeof MeetingSummary>;

export const Meeting = Type.Object({
  ...MeetingSummary.properties,
  about: Type.String(),
  invited: Type.Array(Type.Enum([...INVITED_GROUPS])),
  agenda: Type.Array(AgendaItem),
  pointsForAttendance: Type.Integer(),
  /** Once they are published. */
  minutes: orNull(Type.Object({ text: Type.String(), decisions: Type.Array(Decision), at: Instant })),
  /** When I signed in. */
  attendedAt: orNull(Instant),
  updatedAt: Instant,
});
export type Meeting = Static<typeof Meeting>;

export const Attendee = Type.Object({
  id: Id,
  name: Type.String(),
  unitName: orNull(Type.String()),
  way: Type.Enum(['code', 'hand']),
  at: Instant,
});
export type Attendee = Static<typeof Attendee>;

export const FOLLOW_UP_STATES = ['open', 'done', 'dropped'] as const;
export const FollowUpState = Type.Enum([...FOLLOW_UP_STATES]);
export type FollowUpState = (typeof FOLLOW_UP_STATES)[number];

export const FollowUpStep = Type.Object({
  at: Instant,
  byName: Type.String(),
  state: FollowUpState,
  note: Type.String(),
  pictureIds: Type.Array(Id),
});

export const FollowUp = Type.Object({
  id: Id,
  meetingId: Id,
  meetingTitle: Type.String(),
  what: Type.String(),
  who: Type.String(),
  until: Type.String({ format: 'date' }),
  state: FollowUpState,
  overdue: Type.Boolean(),
  /** Oldest first. */
  steps: Type.Array(FollowUpStep),
});
export type FollowUp = Static<typeof FollowUp>;

export const Question = Type.Object({
  id: Id,
  askedByName: Type.String(),
  text: Type.String(),
  at: Instant,
  answer: orNull(Type.String()),
  answeredAt: orNull(Instant),
});
export type Question = Static<typeof Question>;
