import { type Static, Type } from 'typebox';
import { Day, Id, Instant, Location, orNull } from '../schema.ts';

export const SHIFT_STATUSES = ['due', 'on-duty', 'worked', 'missed', 'excused'] as const;
export const ShiftStatus = Type.Enum([...SHIFT_STATUSES]);
export type ShiftStatus = (typeof SHIFT_STATUSES)[number];

export const Shift = Type.Object({
  id: Id,
  rosterId: Id,
  rosterName: Type.String(),
  lane: Type.String(),
  merchantId: Id,
  merchantName: Type.String(),
  day: Day,
  name: Type.String({ description: 'As people call it: 早班' }),
  startsAt: Instant,
  endsAt: Instant,
  status: ShiftStatus,
  /** True where it came to this merchant by a swap. */
  swapped: Type.Boolean(),
  /** The missed shift that it makes up for. */
  makesUpFor: orNull(Id),
  checkedInAt: orNull(Instant),
  /** It was begun without a network, and that arrived later. */
  checkInSentLate: Type.Boolean(),
  checkedOutAt: orNull(Instant),
  /** Minutes after its start at which it was begun; null while not begun, 0 in time. */
  lateMinutes: orNull(Type.Integer()),
  patrolCount: Type.Integer(),
  excuse: orNull(Type.String()),
});
export type Shift = Static<typeof Shift>;

/** A shift as the rotation would make it, not stored. */
export const PlannedShift = Type.Object({
  merchantId: Id,
  merchantName: Type.String(),
  day: Day,
  name: Type.String(),
  startsAt: Instant,
  endsAt: Instant,
});
export type PlannedShift = Static<typeof PlannedShift>;

export const ChecklistResult = Type.Object(
  {
    item: Type.String({ minLength: 1, maxLength: 30 }),
    ok: Type.Boolean(),
    note: Type.Optional(Type.String({ maxLength: 100 })),
  },
  { additionalProperties: false },
);
export type ChecklistResult = Static<typeof ChecklistResult>;

export const PICTURES_OF_PATROL_MAX = 9;

export const Patrol = Type.Object({
  id: Id,
  shiftId: Id,
  merchantName: Type.String(),
  at: Instant,
  /** It was made without a network and arrived later. */
  sentLate: Type.Boolean(),
  results: Type.Array(ChecklistResult),
  note: Type.String(),
  pictureIds: Type.Array(Id),
  location: orNull(Location),
  needsSomeone: Type.Boolean({ description: 'A finding that the steward can not mend alone' }),
});
export type Patrol = Static<typeof Patrol>;

export const SWAP_STATUSES = [
  'open',
  'accepted',
  'agreed',
  'declined',
  'withdrawn',
  'rejected',
  'overtaken',
] as const;
export const SwapStatus = Type.Enum([...SWAP_STATUSES]);
export type SwapStatus = (typeof SWAP_STATUSES)[number];

export const Swap = Type.Object({
  id: Id,
  shift: Shift,
  /** Whose shift it was when they asked. */
  askedByMerchantId: Id,
  askedByMerchantName: Type.String(),
  /** Who is asked; null asks anyone on the roster. */
  askedMerchantId: orNull(Id),
  askedMerchantName: orNull(Type.String()),
  /** Who takes the shift, once somebody has accepted. */
  takenByMerchantId: orNull(Id),
  takenByMerchantName: orNull(Type.String()),
  /** The shift that is given in return; null where it is taken over without one. */
  inReturn: orNull(Shift),
  status: SwapStatus,
  reason: Type.String(),
  askedAt: Instant,
});
export type Swap = Static<typeof Swap>;
