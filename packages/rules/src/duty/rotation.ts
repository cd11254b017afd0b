import { type LocalDay, localDay } from '../street-time.ts';
import { type RunningDays, type ShiftSlot, shiftSlots } from './shift-hours.ts';

/** Days on which a member can't take a turn, both included. */
export interface AwayDays {
  readonly from: LocalDay;
  readonly to: LocalDay;
}

export interface RotationMember {
  readonly merchantId: string;
  readonly away: readonly AwayDays[];
}

/** A shift that is there and stays: begun, over, swapped, given to another, or made up. */
export interface KeptShift {
  readonly startsAt: Date;
  readonly endsAt: Date;
  /** Whose turn it was by the rotation, whoever does it now; null where it was nobody's, as a make-up is. */
  readonly plannedMerchantId: string | null;
}

export interface Rotation extends RunningDays {
  /** In the order of their turns. Who is named twice has one turn, at the first place. */
  readonly members: readonly RotationMember[];
  /** Whose turns came before `from`, as planned, the latest last: where the rotation stands. */
  readonly history: readonly string[];
  /** Every shift that stays and starts or runs between `from` and `to`. */
  readonly kept?: readonly KeptShift[] | undefined;
  /** Slots that start at this instant or before are not made any more. */
  readonly startsAfter?: Date | undefined;
}

export interface PlannedTurn extends ShiftSlot {
  readonly merchantId: string;
}

export interface RotationPlan {
  /** In order of time. */
  readonly shifts: PlannedTurn[];
  /** Slots on which every member is away. */
  readonly gaps: ShiftSlot[];
}

/**
 * Gives each slot to the next member of the ring.
 *
 * Fair over any window: among members who are there all the time, two counts differ by at most one. That
 * condition leaves no other order than a strict cycle, so this is one: who is away is passed over and has the
 * next turn when the ring comes round again, never the missed ones on top; who is new has the first turn where
 * they stand; nobody else's order is touched by either. (It follows that with as many members as a multiple
 * of the shifts of a day, everyone always has the same shift of the day. Changing the order helps then, at
 * the price of one turn's difference over windows that span the change.)
 *
 * Only the past decides: `history` says who had the last turn, and the ring goes on behind the latest one who
 * is still a member; without one it starts at the first. So a change of members, times or days changes
 * nothing before it, and the plan of a month is the plan of its first half followed by that of its second.
 *
 * A member is away for a shift that touches one of the days, be it after midnight.
 *
 * What is kept is not planned again, and nothing is planned over it. It counts as the turn of the one for
 * whom it was planned: where it is no longer their turn (members have changed since), the ring passes them
 * over once later on, so that publishing again gives nobody a turn more.
 */
export function planShifts(rotation: Rotation): RotationPlan {
  const kept = rotation.kept ?? [];
  const ring = new Ring(rotation.members, rotation.history);
  const shifts: PlannedTurn[] = [];
  const gaps: ShiftSlot[] = [];

  for (const { slot, turn } of timeline(rotation, kept)) {
    if (turn !== undefined) {
      ring.keepTurn(turn.merchantId, turn);
    } else if (isPlanned(slot, kept, rotation.startsAfter)) {
      const merchantId = ring.nextTurn(slot);
      if (merchantId === undefined) gaps.push(slot);
      else shifts.push({ ...slot, merchantId });
    }
  }
  return { shifts, gaps };
}

interface Span {
  readonly startsAt: Date;
  readonly endsAt: Date;
}

type Moment =
  | { readonly slot: ShiftSlot; readonly turn?: undefined }
  | { readonly slot?: undefined; readonly turn: Span & { readonly merchantId: string } };

/** Slots, and kept turns of the same days (those of days before are in the history), in order of time. */
function timeline(rotation: Rotation, kept: readonly KeptShift[]): Moment[] {
  const moments: Moment[] = shiftSlots(rotation).map((slot) => ({ slot }));
  for (const { startsAt, endsAt, plannedMerchantId } of kept) {
    const day = localDay(startsAt);
    if (plannedMerchantId === null || day < rotation.from || day > rotation.to) continue;
    moments.push({ turn: { startsAt, endsAt, merchantId: plannedMerchantId } });
  }
  return moments.sort((a, b) => startMs(a) - startMs(b));
}

function startMs({ slot, turn }: Moment): number {
  return (turn === undefined ? slot : turn).startsAt.getTime();
}

function isPlanned(slot: ShiftSlot, kept: readonly KeptShift[], startsAfter: Date | undefined): boolean {
  if (startsAfter !== undefined && slot.startsAt.getTime() <= startsAfter.getTime()) return false;
  return !kept.some(
    (shift) =>
      shift.startsAt.getTime() < slot.endsAt.getTime() && slot.startsAt.getTime() < shift.endsAt.getTime(),
  );
}

class Ring {
  readonly #members: RotationMember[];
  /** Index of who had the last turn. */
  #last: number;
  /** Turns that were had before the ring came to them; it passes over one for each. */
  readonly #ahead = new Map<string, number>();

  constructor(members: readonly RotationMember[], history: readonly string[]) {
    this.#members = withoutRepeats(members);
    const places = new Map(this.#members.map(({ merchantId }, i) => [merchantId, i]));
    const turns = history.map((merchantId) => places.get(merchantId)).filter((place) => place !== undefined);
    this.#last = turns[turns.length - 1] ?? this.#members.length - 1;
  }

  /** Whose turn it is; undefined when everybody is away. */
  nextTurn(span: Span): string | undefined {
    const days = daysTouched(span);
    if (this.#members.every((member) => isAway(member, days))) return undefined;
    for (;;) {
      const member = this.#comeTo(this.#last + 1);
      if (!this.#takeBack(member.merchantId) && !isAway(member, days)) return member.merchantId;
    }
  }

  /** Notes a turn that was given before. */
  keepTurn(merchantId: string, span: Span): void {
    const place = this.#members.findIndex((member) => member.merchantId === merchantId);
    if (place < 0) return;
    const days = daysTouched(span);
    const between = this.#between(place);
    if (between.every((member) => this.#ahead.has(member.merchantId) || isAway(member, days))) {
      for (const member of between) this.#takeBack(member.merchantId);
      this.#comeTo(place);
    } else {
      this.#ahead.set(merchantId, (this.#ahead.get(merchantId) ?? 0) + 1);
    }
  }

  /** The members behind the last turn and before a place; all others where the place had the last turn. */
  #between(place: number): RotationMember[] {
    const size = this.#members.length;
    const distance = (place - this.#last + size - 1) % size;
    const next = this.#last + 1;
    return Array.from({ length: distance }, (_, i) => this.#at(next + i));
  }

  #comeTo(place: number): RotationMember {
    this.#last = place % this.#members.length;
    return this.#at(place);
  }

  #at(place: number): RotationMember {
    const member = this.#members[place % this.#members.length];
    if (member === undefined) throw new RangeError('A ring without members has no places');
    return member;
  }

  #takeBack(merchantId: string): boolean {
    const turns = this.#ahead.get(merchantId);
    if (turns === undefined) return false;
    if (turns === 1) this.#ahead.delete(merchantId);
    else this.#ahead.set(merchantId, turns - 1);
    return true;
  }
}

function withoutRepeats(members: readonly RotationMember[]): RotationMember[] {
  const once = new Map<string, RotationMember>();
  for (const { merchantId, away } of members) {
    once.set(merchantId, { merchantId, away: [...(once.get(merchantId)?.away ?? []), ...away] });
  }
  return Array.from(once.values());
}

interface DaysTouched {
  readonly first: LocalDay;
  readonly last: LocalDay;
}

function daysTouched({ startsAt, endsAt }: Span): DaysTouched {
  // A shift that ends at midnight does not touch the day that begins then.
  return { first: localDay(startsAt), last: localDay(new Date(endsAt.getTime() - 1)) };
}

function isAway({ away }: RotationMember, { first, last }: DaysTouched): boolean {
  return away.some(({ from, to }) => from <= last && first <= to);
}
