import {
  codeStepAt,
  type DutyChanges,
  type DutyRoster,
  type DutyShift,
  decideCheckOut,
  decideOverdueShifts,
  decidePatrol,
  decideShiftCheckIn,
  decideSwapAct,
  decideSwapRequest,
  type PlannedTurn,
  type Plaque,
  plaqueNonce,
  type Swap,
} from '@shangju/rules';
import { must } from '../../must.ts';
import type { Dice } from '../dice.ts';
import { historyId } from '../seed-ids.ts';
import type { StreetLedger } from './street-ledger.ts';

export interface PastShift extends DutyShift {
  turn: PlannedTurn;
  swapped: boolean;
}

export interface PastPatrol {
  patrolId: string;
  shiftId: string;
  personId: string;
  at: Date;
  results: { item: string; ok: boolean }[];
  note: string;
  needsSomeone: boolean;
}

export interface PastSwap extends Swap {
  reason: string;
  askedBy: string;
  askedAt: Date;
}

/**
 * A lane's duty at a moment that only moves on. Whatever is asked of it is decided by the same rules
 * as a request today, and what they answer is kept.
 */
export class LaneDuty {
  readonly shifts: PastShift[];
  readonly patrols: PastPatrol[] = [];
  readonly swaps: PastSwap[] = [];
  plaque: Plaque;
  readonly #roster: DutyRoster & { location: NonNullable<DutyRoster['location']> };
  readonly #associationId: string;
  readonly #members: ReadonlySet<string>;
  readonly #ledger: StreetLedger;
  readonly #lots: Dice;

  constructor(parts: {
    roster: DutyRoster & { location: NonNullable<DutyRoster['location']> };
    associationId: string;
    members: ReadonlySet<string>;
    turns: readonly PlannedTurn[];
    /** When the turns were published, and the plaque lay at the office. */
    since: Date;
    ledger: StreetLedger;
    /** Throws the random part of ids. */
    lots: Dice;
  }) {
    this.#roster = parts.roster;
    this.#associationId = parts.associationId;
    this.#members = parts.members;
    this.#ledger = parts.ledger;
    this.#lots = parts.lots;
    this.plaque = { holderMerchantId: null, since: parts.since, revision: 0 };
    this.shifts = parts.turns.map((turn) => ({
      ...UNBEGUN,
      shiftId: historyId(parts.since, parts.lots),
      merchantId: turn.merchantId,
      startsAt: turn.startsAt,
      endsAt: turn.endsAt,
      turn,
      swapped: false,
    }));
  }

  /** By the code of the shop that has the plaque; by the one on its back where that is nobody else. */
  checkIn(at: Date, shift: PastShift, personId: string): void {
    const { holderMerchantId, revision } = this.plaque;
    const fromHolder = holderMerchantId !== null && holderMerchantId !== shift.merchantId;
    const { rosterId, location } = this.#roster;
    const { outcome, changes } = decideShiftCheckIn(
      {
        now: at,
        roster: this.#roster,
        plaque: this.plaque,
        shift,
        begun: this.#begunBeside(shift),
      },
      {
        personId,
        code: {
          rosterId,
          step: fromHolder ? codeStepAt(at) : 0,
          nonce: fromHolder ? plaqueNonce(revision) : 0,
        },
        location,
      },
    );
    if (!outcome.ok) throw refused('a check-in', outcome.code);
    this.#keep(at, changes);
  }

  checkOut(at: Date, shift: PastShift): void {
    const { outcome, changes } = decideCheckOut(
      { now: at, roster: this.#roster, shift, begun: this.#begunBeside(shift) },
      {},
    );
    if (!outcome.ok) throw refused('a check-out', outcome.code);
    this.#keep(at, changes);
  }

  patrol(at: Date, shift: PastShift, found: Pick<PastPatrol, 'results' | 'note' | 'needsSomeone'>): void {
    const checklist = found.results.map(({ item }) => item);
    const outcome = decidePatrol(
      { now: at, shift, checklist, checklistSince: this.shifts[0]?.startsAt ?? at },
      found,
    );
    if (!outcome.ok) throw refused('a patrol', outcome.code);
    this.patrols.push({
      patrolId: historyId(at, this.#lots),
      shiftId: shift.shiftId,
      personId: must(shift.checkedInBy),
      at,
      ...found,
    });
  }

  #begunBeside(shift: PastShift): PastShift[] {
    return this.shifts.filter((other) => other !== shift && other.checkedInAt !== null);
  }

  /** Notes those that nobody came to. */
  passTime(at: Date): void {
    const pointsPerShift = new Map(this.shifts.map(({ shiftId }) => [shiftId, this.#roster.pointsPerShift]));
    const { missed, closed, rewards } = decideOverdueShifts({ now: at, shifts: this.shifts, pointsPerShift });
    this.#keep(at, { shifts: [...missed, ...closed], plaque: null, rewards });
  }

  askSwap(
    at: Date,
    shift: PastShift,
    asked: { askedMerchantId: string | null; askedBy: string; reason: string },
  ): PastSwap {
    const { askedMerchantId, ...more } = asked;
    const outcome = decideSwapRequest(
      { now: at, shift, members: this.#members, openSwaps: this.swaps },
      { swapId: historyId(at, this.#lots), askedMerchantId },
    );
    if (!outcome.ok) throw refused('asking for a swap', outcome.code);
    const swap = { ...outcome.swap, ...more, askedAt: at };
    this.swaps.push(swap);
    return swap;
  }

  acceptSwap(at: Date, swap: PastSwap, merchantId: string): void {
    const { outcome, changes } = decideSwapAct(
      {
        now: at,
        swap,
        needsApproval: false,
        members: this.#members,
        shifts: new Map(this.shifts.map((shift) => [shift.shiftId, shift])),
        others: [],
      },
      { act: 'accept', merchantId, inReturnShiftId: null },
    );
    if (!outcome.ok) throw refused('accepting a swap', outcome.code);
    Object.assign(swap, changes.swap);
    for (const change of changes.shifts) {
      Object.assign(this.#shift(change.shiftId), { merchantId: change.merchantId, swapped: true });
    }
  }

  #keep(at: Date, { shifts, plaque, rewards }: DutyChanges): void {
    for (const shift of shifts) Object.assign(this.#shift(shift.shiftId), shift);
    if (plaque) this.plaque = plaque;
    for (const { shiftId, personId, points } of rewards) {
      const pointsEarned = this.#ledger.reward(at, {
        kind: 'duty',
        reference: shiftId,
        transferId: historyId(at, this.#lots),
        personId,
        associationId: this.#associationId,
        points,
      });
      Object.assign(this.#shift(shiftId), { pointsEarned });
    }
  }

  #shift(shiftId: string): PastShift {
    return must(this.shifts.find((shift) => shift.shiftId === shiftId));
  }
}

const UNBEGUN = {
  status: 'due',
  checkedInAt: null,
  checkedInBy: null,
  checkedOutAt: null,
  lateMinutes: null,
  endedBy: null,
  pointsEarned: 0,
} as const;

const refused = (act: string, code: string) => new Error(`history: ${act} on duty was refused: ${code}`);
