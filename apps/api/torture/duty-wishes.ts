import { must } from '../src/must.ts';
import type { Dice } from '../src/seed/dice.ts';
import type { Answer, AnswerBody, Wish } from './act-book.ts';
import type { Phones } from './phones.ts';
import { DAY, localDayOf, midnightBefore, type StreetClock } from './street-clock.ts';
import type { StreetAssociation, StreetMerchant, TortureStreet } from './torture-street.ts';

/** As long as the clock of one run is moved. */
const DAYS_PUBLISHED = 60;
const MINUTE_MS = 60_000;
const OPENS_BEFORE_MS = 15 * MINUTE_MS;
export const POINTS_PER_SHIFT = 3;
const CHECKLIST = ['消防通道畅通', '门前干净'];

/** Six shifts a day, so that the plaque goes from hand to hand. */
const FIRST_HOUR = 8;
const HOURS_PER_SHIFT = 2;
const SHIFTS_PER_DAY = 6;

const hour = (of: number) => `${String(of).padStart(2, '0')}:00`;

const SHIFT_TIMES = Array.from({ length: SHIFTS_PER_DAY }, (_, index) => ({
  name: `第${index + 1}班`,
  startsAt: hour(FIRST_HOUR + index * HOURS_PER_SHIFT),
  endsAt: hour(FIRST_HOUR + (index + 1) * HOURS_PER_SHIFT),
}));

/** The next start of a shift after an instant. */
export function nextShiftStart(afterMs: number): number {
  const midnight = midnightBefore(afterMs);
  for (let index = 0; index <= SHIFTS_PER_DAY; index += 1) {
    const hours = index === SHIFTS_PER_DAY ? 24 + FIRST_HOUR : FIRST_HOUR + index * HOURS_PER_SHIFT;
    const start = midnight + (hours / 24) * DAY;
    if (start > afterMs) return start;
  }
  return midnight + DAY;
}

interface Lane {
  rosterId: string;
  shops: StreetMerchant[];
  needsApproval: boolean;
  shifts: LaneShift[];
  /** The static code of the plaque's back. */
  backCode: string;
  /** The shift whose shop was last heard to have taken the plaque. */
  holding: LaneShift | undefined;
}

interface LaneShift {
  id: string;
  /** Whose it is, as far as anybody was told. */
  merchantId: string;
  startsAt: number;
  endsAt: number;
}

interface OpenSwap {
  id: string;
  lane: Lane;
  shift: LaneShift;
  askedByMerchantId: string;
  status: 'open' | 'accepted';
}

/** What stewards and their association want done. */
export class DutyWishes {
  readonly #association: StreetAssociation;
  readonly #shops: StreetMerchant[];
  readonly #clock: StreetClock;
  readonly #phones: Phones;
  readonly #lanes: Lane[] = [];
  #swaps: OpenSwap[] = [];

  constructor(street: TortureStreet, clock: StreetClock, phones: Phones) {
    this.#association = must(street.associations.at(-1));
    this.#shops = street.merchants.filter(({ associationId }) => associationId === this.#association.id);
    this.#clock = clock;
    this.#phones = phones;
  }

  /** Makes two lanes and publishes their shifts, by the API. */
  async begin(dice: Dice): Promise<void> {
    const half = Math.floor(this.#shops.length / 2);
    for (const [index, shops] of [this.#shops.slice(0, half), this.#shops.slice(half)].entries()) {
      await this.#makeLane(shops, index === 1, dice);
    }
  }

  checkIn(dice: Dice): Promise<Wish | undefined> {
    return this.#inLane(dice, async (lane) => {
      const shift = this.#runningShift(lane);
      if (!shift) return undefined;
      const plaqueCode = dice.chance(0.6) ? await this.#turningCode(lane, shift, dice) : lane.backCode;
      return {
        kind: 'shift-check-in',
        personId: this.#ownerOf(shift.merchantId),
        path: `/v1/shifts/${shift.id}/check-in`,
        body: { plaqueCode: plaqueCode ?? lane.backCode },
        about: { shiftId: shift.id, rosterId: lane.rosterId },
        onAnswer: (answer) => {
          if (answer.status === 200) lane.holding = shift;
        },
      };
    });
  }

  patrol(dice: Dice): Promise<Wish | undefined> {
    return this.#ofHolder(dice, (lane, shift) => ({
      kind: 'patrol',
      personId: this.#ownerOf(shift.merchantId),
      path: `/v1/shifts/${shift.id}/patrols`,
      body: {
        results: CHECKLIST.map((item) => ({ item, ok: dice.chance(0.8) })),
        needsSomeone: dice.chance(0.2),
        ...this.#perhapsHappened(dice),
      },
      about: { shiftId: shift.id, rosterId: lane.rosterId },
    }));
  }

  checkOut(dice: Dice): Promise<Wish | undefined> {
    return this.#ofHolder(dice, (lane, shift) => ({
      kind: 'check-out',
      personId: this.#ownerOf(shift.merchantId),
      path: `/v1/shifts/${shift.id}/check-out`,
      body: this.#perhapsHappened(dice),
      about: { shiftId: shift.id, rosterId: lane.rosterId },
    }));
  }

  swap(dice: Dice): Wish | undefined {
    const acts = [() => this.#askSwap(dice), () => this.#acceptSwap(dice), () => this.#endSwap(dice)];
    return dice.pickWeighted(acts, (act) => [2, 3, 1][acts.indexOf(act)] ?? 0)();
  }

  /** A page of the lane, which notes what time has decided. */
  look(dice: Dice): { personId: string; path: string } {
    const lane = dice.pick(this.#lanes);
    const day = localDayOf(this.#clock.now());
    return {
      personId: dice.pick(this.#shops).ownerId,
      path: `/v1/rosters/${lane.rosterId}/shifts?from=${day}&to=${day}`,
    };
  }

  get rosterIds(): string[] {
    return this.#lanes.map(({ rosterId }) => rosterId);
  }

  async #makeLane(shops: StreetMerchant[], needsApproval: boolean, dice: Dice): Promise<void> {
    const [adminId] = this.#association.adminIds;
    const made = await this.#phones.send(
      {
        kind: 'make-roster',
        personId: adminId,
        path: `/v1/associations/${this.#association.id}/rosters`,
        body: {
          name: '鱼巷值日',
          lane: '鱼巷',
          members: shops.map(({ id }) => ({ merchantId: id })),
          shiftTimes: SHIFT_TIMES,
          checklist: CHECKLIST,
          swapNeedsApproval: needsApproval,
          pointsPerShift: POINTS_PER_SHIFT,
        },
      },
      dice,
    );
    const rosterId = must(idOf(made.tries.at(-1)?.answer));
    const first = midnightBefore(this.#clock.now());
    const [from, to] = [localDayOf(first), localDayOf(first + DAYS_PUBLISHED * DAY)];
    await this.#phones.send(
      {
        kind: 'publish-roster',
        personId: adminId,
        path: `/v1/rosters/${rosterId}/publish`,
        body: { from, to },
      },
      dice,
    );
    const listed = await this.#phones.look(
      adminId,
      `/v1/rosters/${rosterId}/shifts?from=${from}&to=${to}`,
      0,
    );
    const plaque = await this.#phones.look(adminId, `/v1/rosters/${rosterId}/plaque`, 1);
    this.#lanes.push({
      rosterId,
      shops,
      needsApproval,
      shifts: (listed?.body.items ?? []).map(laneShiftOf),
      backCode: must(plaque?.body.url),
      holding: undefined,
    });
  }

  async #inLane(dice: Dice, wish: (lane: Lane) => Promise<Wish | undefined>): Promise<Wish | undefined> {
    return wish(dice.pick(this.#lanes));
  }

  async #ofHolder(dice: Dice, wish: (lane: Lane, shift: LaneShift) => Wish): Promise<Wish | undefined> {
    const lane = dice.pick(this.#lanes);
    return lane.holding && wish(lane, lane.holding);
  }

  #runningShift({ shifts }: Lane): LaneShift | undefined {
    const now = this.#clock.now();
    return shifts.findLast(({ startsAt, endsAt }) => startsAt - OPENS_BEFORE_MS <= now && now < endsAt);
  }

  /** As the next steward scans it from the phone of the one who has the plaque. */
  async #turningCode(lane: Lane, next: LaneShift, dice: Dice): Promise<string | undefined> {
    const { holding } = lane;
    if (!holding || holding.merchantId === next.merchantId) return undefined;
    const shown = await this.#phones.look(
      this.#ownerOf(holding.merchantId),
      `/v1/shifts/${holding.id}/plaque-code`,
      dice.between(0, 1),
    );
    return shown?.body.url;
  }

  /** Some phones had no network when it happened, a few minutes ago. */
  #perhapsHappened(dice: Dice): { happenedAt?: string } {
    if (!dice.chance(0.3)) return {};
    return { happenedAt: new Date(this.#clock.now() - dice.between(0, 5) * MINUTE_MS).toISOString() };
  }

  #askSwap(dice: Dice): Wish | undefined {
    const lane = dice.pick(this.#lanes);
    const shift = this.#comingShift(lane, dice);
    if (!shift) return undefined;
    const askedByMerchantId = shift.merchantId;
    return {
      kind: 'ask-swap',
      personId: this.#ownerOf(askedByMerchantId),
      path: `/v1/shifts/${shift.id}/swaps`,
      body: { reason: '家里有事' },
      about: { shiftId: shift.id },
      onAnswer: (answer) => {
        const id = idOf(answer);
        if (answer.status !== 201 || id === undefined) return;
        this.#swaps.push({ id, lane, shift, askedByMerchantId, status: 'open' });
      },
    };
  }

  #acceptSwap(dice: Dice): Wish | undefined {
    const swap = this.#openSwap(dice, 'open');
    if (!swap) return undefined;
    const taker = dice.pick(swap.lane.shops.filter(({ id }) => id !== swap.askedByMerchantId));
    const inReturn = dice.chance(0.5)
      ? this.#comingShift(
          swap.lane,
          dice,
          (shift) => shift.merchantId === taker.id && shift.id !== swap.shift.id,
        )
      : undefined;
    return {
      kind: 'accept-swap',
      personId: taker.ownerId,
      path: `/v1/swaps/${swap.id}/accept`,
      body: { merchantId: taker.id, ...(inReturn ? { inReturnShiftId: inReturn.id } : {}) },
      about: { swapId: swap.id, merchantId: taker.id },
      onAnswer: (answer) => this.#noteSwap(swap, answer),
    };
  }

  /** By the association where it wants to see swaps first, else by whoever asked. */
  #endSwap(dice: Dice): Wish | undefined {
    const accepted = this.#openSwap(dice, 'accepted');
    if (accepted && dice.chance(0.8)) {
      return {
        kind: 'approve-swap',
        personId: dice.pick(this.#association.adminIds),
        path: `/v1/swaps/${accepted.id}/approve`,
        about: { swapId: accepted.id },
        onAnswer: (answer) => this.#noteSwap(accepted, answer),
      };
    }
    const open = this.#openSwap(dice, 'open');
    if (!open) return undefined;
    return {
      kind: 'withdraw-swap',
      personId: this.#ownerOf(open.askedByMerchantId),
      path: `/v1/swaps/${open.id}/withdraw`,
      about: { swapId: open.id },
      onAnswer: (answer) => this.#noteSwap(open, answer),
    };
  }

  #comingShift(
    lane: Lane,
    dice: Dice,
    which: (shift: LaneShift) => boolean = () => true,
  ): LaneShift | undefined {
    const now = this.#clock.now();
    const coming = lane.shifts.filter((shift) => shift.startsAt > now && which(shift)).slice(0, 8);
    return coming.length > 0 ? dice.pick(coming) : undefined;
  }

  #openSwap(dice: Dice, status: OpenSwap['status']): OpenSwap | undefined {
    const these = this.#swaps.filter((swap) => swap.status === status).slice(-6);
    return these.length > 0 ? dice.pick(these) : undefined;
  }

  #noteSwap(swap: OpenSwap, { status, body }: Answer): void {
    if (status === 200 && body.status === 'accepted') {
      swap.status = 'accepted';
      return;
    }
    if (status !== 200 && body.code !== 'swap-state-conflict') return;
    this.#swaps = this.#swaps.filter((other) => other !== swap);
    if (status !== 200 || body.status !== 'agreed') return;
    for (const moved of [body.shift, body.inReturn]) {
      const shift = moved && swap.lane.shifts.find(({ id }) => id === moved.id);
      if (shift && moved.merchantId !== undefined) shift.merchantId = moved.merchantId;
    }
  }

  #ownerOf(merchantId: string): string {
    return must(this.#shops.find(({ id }) => id === merchantId)).ownerId;
  }
}

const idOf = (answer: Answer | undefined): string | undefined => answer?.body.id;

const laneShiftOf = ({ id = '', merchantId = '', startsAt = '', endsAt = '' }: AnswerBody): LaneShift => ({
  id,
  merchantId,
  startsAt: Date.parse(startsAt),
  endsAt: Date.parse(endsAt),
});
