import { type Static, Type } from 'typebox';
import { body, Day, Id, Instant, Location, Name, orNull } from '../schema.ts';

/** A time of the street's day, "08:00". */
export const TimeOfDay = Type.String({ pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$' });

export const ShiftTime = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 10, description: 'As people call it: 早班' }),
    startsAt: TimeOfDay,
    endsAt: { ...TimeOfDay, description: 'At or before `startsAt`: on the next day' } as typeof TimeOfDay,
  },
  { additionalProperties: false },
);
export type ShiftTime = Static<typeof ShiftTime>;

/** Days on which a member can't take a turn, both included. */
export const Away = Type.Object({ from: Day, to: Day }, { additionalProperties: false });
export type Away = Static<typeof Away>;

export const RosterMember = Type.Object({
  merchantId: Id,
  merchantName: Type.String(),
  away: Type.Array(Away),
});
export type RosterMember = Static<typeof RosterMember>;

export const CHECKLIST_MAX = 20;

const MemberOfRoster = Type.Object(
  { merchantId: Id, away: Type.Optional(Type.Array(Away, { maxItems: 20 })) },
  { additionalProperties: false },
);

/** What an admin says of a roster. */
export const rosterFields = {
  name: Name,
  lane: Name,
  members: Type.Array(MemberOfRoster, {
    minItems: 1,
    maxItems: 300,
    description: 'In the order of their turns',
  }),
  shiftTimes: Type.Array(ShiftTime, { minItems: 1, maxItems: 6 }),
  weekdays: Type.Array(Type.Integer({ minimum: 1, maximum: 7 }), {
    minItems: 1,
    maxItems: 7,
    uniqueItems: true,
    description: 'Days it runs, 1 Monday to 7 Sunday',
  }),
  closedDays: Type.Array(Day, { maxItems: 366, uniqueItems: true }),
  checklist: Type.Array(Type.String({ minLength: 1, maxLength: 30 }), {
    minItems: 1,
    maxItems: CHECKLIST_MAX,
    uniqueItems: true,
  }),
  swapNeedsApproval: Type.Boolean(),
  location: orNull(Location),
  fenceRadiusM: Type.Integer({ minimum: 20, maximum: 5000 }),
  pointsPerShift: Type.Integer({
    minimum: 0,
    maximum: 1000,
    description: 'What a worked shift earns the person on duty',
  }),
};

export const NewRoster = body({
  name: rosterFields.name,
  lane: rosterFields.lane,
  members: rosterFields.members,
  shiftTimes: rosterFields.shiftTimes,
  weekdays: Type.Optional(rosterFields.weekdays),
  closedDays: Type.Optional(rosterFields.closedDays),
  checklist: rosterFields.checklist,
  swapNeedsApproval: Type.Optional(rosterFields.swapNeedsApproval),
  location: Type.Optional(rosterFields.location),
  fenceRadiusM: Type.Optional(rosterFields.fenceRadiusM),
  pointsPerShift: Type.Optional(rosterFields.pointsPerShift),
});
export type NewRoster = Static<typeof NewRoster>;

export const RosterEdit = Type.Partial(body(rosterFields), { additionalProperties: false });
export type RosterEdit = Static<typeof RosterEdit>;

/** Who has the plaque: a merchant, or the association's office before the first and between. */
export const PlaqueHolder = Type.Object({
  merchantId: orNull(Id),
  holderName: Type.String(),
  since: Instant,
});
export type PlaqueHolder = Static<typeof PlaqueHolder>;

export const Roster = Type.Object({
  id: Id,
  associationId: Id,
  name: Type.String(),
  lane: Type.String(),
  members: Type.Array(RosterMember),
  shiftTimes: Type.Array(ShiftTime),
  weekdays: Type.Array(Type.Integer()),
  closedDays: Type.Array(Day),
  checklist: Type.Array(Type.String()),
  swapNeedsApproval: Type.Boolean(),
  location: orNull(Location),
  fenceRadiusM: Type.Integer(),
  pointsPerShift: Type.Integer(),
  publishedUntil: orNull(Day),
  plaque: PlaqueHolder,
  updatedAt: Instant,
});
export type Roster = Static<typeof Roster>;

export const RosterSummary = Type.Object({
  id: Id,
  associationId: Id,
  associationName: Type.String(),
  name: Type.String(),
  lane: Type.String(),
  memberCount: Type.Integer(),
  publishedUntil: orNull(Day),
});
export type RosterSummary = Static<typeof RosterSummary>;
