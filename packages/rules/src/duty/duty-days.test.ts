import fc from 'fast-check';
import { expect, test } from 'vitest';
import { codeStepAt } from '../codes/code-steps.ts';
import { must } from '../must.ts';
import { addDays } from '../street-time.ts';
import type { DutyReward, DutyShift, ShiftEnding } from './duty-shift.ts';
import { decideOverdueShifts } from './missed.ts';
import { decidePatrol } from './patrol.ts';
import { type Plaque, type PlaqueScan, plaqueNonce } from './plaque.ts';
import { planShifts } from './rotation.ts';
import { type DutyChanges, decideShiftCheckIn } from './shift-check-in.ts';
import { decideCheckOut } from './shift-check-out.ts';

/**
 * Days of a lane with shifts round the clock, on which anything may be tried at any time, also by phones that
 * send late and twice.
 */
test('Whatever is tried: one steward, one holder, and every worked shift paid once', {
  timeout: 60_000,
}, () => {
  const endings = new Set<ShiftEnding>();
  fc.assert(
    fc.property(fc.array(anyTry, { minLength: 30, maxLength: 60 }), (tries) => {
      const lane = new Lane(endings);
      for (const each of tries) lane.try(each);
      lane.wait(72 * 60);
      lane.overdue();
      lane.expectNothingOpen();
    }),
    { numRuns: 300 },
  );
  // Else it has tried less than it says.
  expect(Array.from(endings).toSorted()).toEqual(['check-out', 'hand-over', 'taken', 'time']);
});

const CHECKLIST = ['地面', '外摆'];
const PLACE = { latitude: 30.2, longitude: 115.08 };
const ROSTER = { rosterId: 'lane', location: PLACE, fenceRadiusM: 100, pointsPerShift: 20 };

interface Try {
  act: 'wait' | 'wait for the next shift' | 'check-in' | 'check-out' | 'patrol' | 'overdue';
  minutes: number;
  /** Counted from the shift that runs, or comes next. */
  shift: number;
  code: 'turning' | 'turning of before' | 'static' | 'none';
  /** Of an act that waited on a phone. */
  minutesAgo: number | null;
  twice: boolean;
}

const anyTry: fc.Arbitrary<Try> = fc.record({
  act: fc.oneof(
    { weight: 1, arbitrary: fc.constantFrom('wait', 'patrol', 'overdue') },
    { weight: 2, arbitrary: fc.constantFrom('wait for the next shift', 'check-in') },
    { weight: 2, arbitrary: fc.constantFrom('check-in', 'check-in', 'check-out') },
  ),
  minutes: fc.constantFrom(1, 5, 30, 300),
  shift: fc.constantFrom(-2, -1, 0, 0, 0, 1, 1),
  code: fc.constantFrom('turning', 'turning', 'static', 'static', 'turning of before', 'none'),
  minutesAgo: fc.option(fc.constantFrom(0, 3, 60, 300, 480, 600, 1500), { freq: 2 }),
  twice: fc.boolean(),
});

class Lane {
  #now = new Date('2026-03-02T00:00:00+08:00');
  readonly #shifts: DutyShift[];
  readonly #rewards: DutyReward[] = [];
  readonly #endings: Set<ShiftEnding>;
  /** Who had the plaque from when on, by revision: what their phones showed. */
  readonly #plaques: Plaque[] = [{ holderMerchantId: null, since: this.#now, revision: 0 }];

  constructor(endings: Set<ShiftEnding>) {
    this.#endings = endings;
    const { shifts } = planShifts({
      members: ['a', 'b', 'c'].map((merchantId) => ({ merchantId, away: [] })),
      shiftTimes: [
        { name: '早班', startsAt: '06:00', endsAt: '14:00' },
        { name: '晚班', startsAt: '14:00', endsAt: '22:00' },
        { name: '夜班', startsAt: '22:00', endsAt: '06:00' },
      ],
      weekdays: [1, 2, 3, 4, 5, 6, 7],
      closedDays: [],
      from: '2026-03-02',
      to: addDays('2026-03-02', 30),
      history: [],
    });
    this.#shifts = shifts.map(({ merchantId, startsAt, endsAt }, i) => ({
      shiftId: `s${i}`,
      merchantId,
      startsAt,
      endsAt,
      status: 'due',
      checkedInAt: null,
      checkedInBy: null,
      checkedOutAt: null,
      lateMinutes: null,
      endedBy: null,
      pointsEarned: 0,
    }));
  }

  try(what: Try): void {
    if (what.act === 'wait') this.wait(what.minutes);
    else if (what.act === 'wait for the next shift') this.#waitForNextShift(what.minutes);
    else if (what.act === 'overdue') this.overdue();
    else for (let i = 0; i < (what.twice ? 2 : 1); i++) this.#act(what);
  }

  wait(minutes: number): void {
    this.#now = new Date(this.#now.getTime() + minutes * 60_000);
  }

  /** Until a few minutes before or after its start, or well into it. */
  #waitForNextShift(minutes: number): void {
    const next = this.#shifts.find(({ startsAt }) => this.#now.getTime() < startsAt.getTime());
    const startsAt = must(next, 'a shift to come').startsAt.getTime();
    const later = startsAt + (minutes === 5 ? -minutes : minutes) * 60_000;
    this.#now = new Date(Math.max(this.#now.getTime(), later));
  }

  overdue(): void {
    const { missed, closed, rewards } = decideOverdueShifts({
      now: this.#now,
      shifts: this.#shifts,
      pointsPerShift: new Map(this.#shifts.map(({ shiftId }) => [shiftId, ROSTER.pointsPerShift])),
    });
    this.#store({ shifts: [...missed, ...closed], plaque: null, rewards });
  }

  expectNothingOpen(): void {
    const over = this.#shifts.filter(({ endsAt }) => endsAt.getTime() + 3_600_000 <= this.#now.getTime());
    expect(over.filter(({ status }) => status !== 'worked' && status !== 'missed')).toEqual([]);
  }

  #act({ act, shift: beside, code, minutesAgo }: Try): void {
    const now = this.#now;
    const happenedAt = minutesAgo === null ? undefined : new Date(now.getTime() - minutesAgo * 60_000);
    const when = happenedAt ?? now;
    const running = this.#shifts.findIndex(({ endsAt }) => when.getTime() < endsAt.getTime());
    const shift = this.#shifts[running + beside];
    if (shift === undefined) return;
    if (act === 'patrol') {
      const results = CHECKLIST.map((item) => ({ item }));
      const state = { now, shift, checklist: CHECKLIST, checklistSince: new Date(0) };
      const outcome = decidePatrol(state, { results, happenedAt });
      const begunAt = shift.checkedInAt?.getTime() ?? Number.POSITIVE_INFINITY;
      if (outcome.ok) expect(outcome.at.getTime()).toBeGreaterThanOrEqual(begunAt);
      return;
    }
    const begun = this.#shifts.filter((other) => other !== shift && other.checkedInAt !== null);
    const { outcome, changes } =
      act === 'check-out'
        ? decideCheckOut({ now, roster: ROSTER, shift, begun }, { happenedAt })
        : decideShiftCheckIn(
            { now, roster: ROSTER, plaque: this.#plaque, shift, begun },
            {
              personId: `person of ${shift.merchantId}`,
              code: this.#scan(code, when),
              location: PLACE,
              happenedAt,
            },
          );
    if (!outcome.ok) expect(changes).toEqual({ shifts: [], plaque: null, rewards: [] });
    this.#store(changes);
  }

  #scan(code: Try['code'], when: Date): PlaqueScan | null {
    if (code === 'none') return null;
    if (code === 'static') return { rosterId: 'lane', step: 0, nonce: 0 };
    // The plaque as it is known to have been then, or one hand earlier.
    const then = this.#plaques.filter(({ since }) => since.getTime() <= when.getTime());
    const plaque = then[then.length - (code === 'turning of before' ? 2 : 1)] ?? this.#plaque;
    return { rosterId: 'lane', step: Math.max(1, codeStepAt(when)), nonce: plaqueNonce(plaque.revision) };
  }

  #store({ shifts, plaque, rewards }: DutyChanges): void {
    for (const shift of shifts) {
      const place = this.#shifts.findIndex(({ shiftId }) => shiftId === shift.shiftId);
      const before = must(this.#shifts[place], shift.shiftId);
      // What was worked stays worked, and for the same points.
      if (before.status === 'worked') {
        expect(shift).toMatchObject({ status: 'worked', pointsEarned: before.pointsEarned });
      }
      this.#shifts[place] = shift;
      if (shift.status === 'worked') this.#expectWorked(shift);
    }
    for (const { personId, merchantId, points } of rewards) {
      expect({ personId, points }).toEqual({ personId: `person of ${merchantId}`, points: 20 });
    }
    this.#rewards.push(...rewards);
    if (plaque !== null) {
      expect(plaque.revision).toBe(this.#plaque.revision + 1);
      expect(plaque.since.getTime()).toBeGreaterThanOrEqual(this.#plaque.since.getTime());
      this.#plaques.push(plaque);
    }
    this.#expectSound();
  }

  #expectWorked({ startsAt, endsAt, checkedInAt, checkedOutAt, endedBy }: DutyShift): void {
    const begunAt = must(checkedInAt ?? undefined, 'check-in').getTime();
    expect(begunAt).toBeGreaterThanOrEqual(startsAt.getTime() - 15 * 60_000);
    expect(begunAt).toBeLessThan(endsAt.getTime());
    expect(must(checkedOutAt ?? undefined, 'check-out').getTime()).toBeGreaterThanOrEqual(begunAt);
    this.#endings.add(must(endedBy ?? undefined, 'how it ended'));
  }

  #expectSound(): void {
    const onDuty = this.#shifts.filter(({ status }) => status === 'on-duty');
    expect(onDuty.length).toBeLessThanOrEqual(1);
    for (const { merchantId } of onDuty) expect(merchantId).toBe(this.#plaque.holderMerchantId);

    const duties = this.#shifts
      .filter(({ checkedInAt }) => checkedInAt !== null)
      .map(({ checkedInAt, checkedOutAt }) => ({
        from: Number(checkedInAt),
        until: checkedOutAt === null ? Number.POSITIVE_INFINITY : Number(checkedOutAt),
      }))
      .toSorted((one, other) => one.from - other.from || one.until - other.until);
    for (const [index, { until }] of duties.entries()) {
      expect(until).toBeLessThanOrEqual(duties[index + 1]?.from ?? until);
    }

    const worked = this.#shifts.filter(({ status }) => status === 'worked');
    expect(this.#rewards.map(({ shiftId }) => shiftId).toSorted()).toEqual(
      worked.map(({ shiftId }) => shiftId).toSorted(),
    );
  }

  get #plaque(): Plaque {
    return must(this.#plaques[this.#plaques.length - 1], 'plaque');
  }
}
