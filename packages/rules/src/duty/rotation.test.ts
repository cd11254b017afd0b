import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, localDay } from '../street-time.ts';
import {
  type KeptShift,
  type PlannedTurn,
  planShifts,
  type Rotation,
  type RotationMember,
} from './rotation.ts';
import { type ShiftHours, shiftSlots } from './shift-hours.ts';

const MONDAY = '2026-03-02';
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];
const MORNING = { name: '早班', startsAt: '08:00', endsAt: '12:00' };
const EVENING = { name: '晚班', startsAt: '18:00', endsAt: '22:00' };
const NIGHT = { name: '夜班', startsAt: '22:00', endsAt: '06:00' };

describe('The rotation', () => {
  test('gives each slot to the next in the order, beginning with the first', () => {
    const { shifts, gaps } = planShifts(roster('A B C', { shiftTimes: [MORNING, EVENING], days: 2 }));
    expect(shifts.map(({ merchantId, day, name }) => [merchantId, day, name])).toEqual([
      ['A', '2026-03-02', '早班'],
      ['B', '2026-03-02', '晚班'],
      ['C', '2026-03-03', '早班'],
      ['A', '2026-03-03', '晚班'],
    ]);
    expect(gaps).toEqual([]);
  });

  test.for<[string, string, string, string]>([
    ['goes on behind who had the last turn', 'A B C D', 'A B', 'C D A B'],
    ['starts anew where nobody of the past is left', 'A B C', 'X Y', 'A B C A'],
    ['goes on behind the last who is left, when the last one leaves', 'A B D', 'A B C', 'D A B D'],
    ['lets a new one before the last wait for the ring', 'N A B C', 'A B', 'C N A B'],
    ['gives a new one behind the last the turn', 'A B N C', 'A B', 'N C A B'],
    ['puts a new one in the place of one who left', 'A B N D', 'A B C', 'N D A B'],
    ['gives who is named twice one turn', 'A B A C', '', 'A B C A'],
    ['gives one member every turn', 'A', 'A A', 'A A A A'],
  ])('%s', ([, members, history, expected]) => {
    expect(turns(roster(members, { history, days: 4 }))).toBe(expected);
  });

  test('passes over who is away, and gives them one turn when the ring comes round', () => {
    const members = [away('A'), away('B', [MONDAY, addDays(MONDAY, 6)]), away('C')];
    expect(turns({ ...roster('', { days: 12 }), members })).toBe('A C A C A C A B C A B C');
  });

  test('takes a night shift into a day on which its steward is away for that day', () => {
    const members = [away('A', [addDays(MONDAY, 1), addDays(MONDAY, 1)]), away('B')];
    const nights = { ...roster('', { shiftTimes: [NIGHT], days: 3 }), members };
    expect(turns(nights)).toBe('B B A');
    const untilMidnight = [{ ...NIGHT, endsAt: '00:00' }];
    expect(turns({ ...nights, shiftTimes: untilMidnight })).toBe('A B A');
  });

  test('leaves a gap where everybody is away, and goes on behind it', () => {
    const secondDay = [addDays(MONDAY, 1), addDays(MONDAY, 1)] as const;
    const plan = planShifts({
      ...roster('', { days: 3 }),
      members: [away('A', secondDay), away('B', secondDay)],
    });
    expect(plan.shifts.map(({ merchantId }) => merchantId)).toEqual(['A', 'B']);
    expect(plan.gaps).toEqual([
      { day: '2026-03-03', name: '早班', startsAt: at('2026-03-03T08:00'), endsAt: at('2026-03-03T12:00') },
    ]);
    expect(planShifts(roster('', { days: 3 })).gaps).toHaveLength(3);
  });

  test('makes no shift that has begun', () => {
    const now = at('2026-03-02T18:00');
    const plan = planShifts({
      ...roster('A B', { shiftTimes: [MORNING, EVENING], days: 2 }),
      startsAfter: now,
    });
    expect(plan.shifts.map(({ startsAt, merchantId }) => [startsAt, merchantId])).toEqual([
      [at('2026-03-03T08:00'), 'A'],
      [at('2026-03-03T18:00'), 'B'],
    ]);
  });
});

describe('Publishing again', () => {
  test('plans nothing over what is kept, and counts it as the turn it was', () => {
    const before = planShifts(roster('A B C D', { days: 8 })).shifts;
    const kept = [before[1], before[2]].map(keep);
    expect(turns({ ...roster('A B C D', { days: 8 }), kept })).toBe('A D A B C D');
  });

  test('passes over a kept turn that came early once, when a member was added', () => {
    const kept = [keep(planShifts(roster('A B C D', { days: 4 })).shifts[3])];
    // D keeps the fourth slot although E has come in before it.
    expect(turns({ ...roster('A E B C D', { days: 10 }), kept })).toBe('A E B C A E B C D');
  });

  test('passes over a kept turn that came late once, when a member has left', () => {
    const kept = [keep(planShifts(roster('A E B C D', { days: 4 })).shifts[3])];
    // C has the third slot now and keeps the fourth.
    expect(turns({ ...roster('A B C D', { days: 10 }), kept })).toBe('A B C D A B D A B');
  });

  test('counts no turn for a make-up or for one who has left, and makes no shift beside either', () => {
    const slots = shiftSlots(roster('', { days: 4 }));
    const kept = [
      { ...slots[0], plannedMerchantId: null },
      { ...slots[1], plannedMerchantId: 'X' },
    ] as KeptShift[];
    expect(turns({ ...roster('A B C', { days: 4 }), kept })).toBe('A B');
  });

  test('counts a kept shift of the day before as history only, but plans nothing into it', () => {
    const lastNight = {
      startsAt: at('2026-03-01T22:00'),
      endsAt: at('2026-03-02T09:00'),
      plannedMerchantId: 'A',
    };
    expect(turns({ ...roster('A B C', { history: 'A', days: 3 }), kept: [lastNight] })).toBe('B C');
  });

  test('after other hours were set leaves no two shifts at one time', () => {
    const kept = planShifts(roster('A B C', { days: 1 })).shifts.map(keep);
    const shiftTimes = [
      { name: '早', startsAt: '07:00', endsAt: '09:00' },
      { name: '午', startsAt: '12:00', endsAt: '14:00' },
    ];
    expect(turns({ ...roster('A B C', { shiftTimes, days: 1 }), kept })).toBe('B');
  });
});

describe('Over any roster', { timeout: 60_000 }, () => {
  test('two who are there all the time differ by at most one, over every window', () => {
    fc.assert(
      fc.property(anyRotation, (rotation) => {
        const { shifts } = planShifts(rotation);
        expect(widestDifference(shifts, rotation.members)).toBeLessThan(2);
      }),
      { numRuns: 2000 },
    );
  });

  test('they do so too where members come, leave and go away between two months', () => {
    fc.assert(
      fc.property(anyRotation, fc.nat(), fc.array(fc.nat(), { maxLength: 3 }), (first, leaves, arrivals) => {
        const before = planShifts(first).shifts;
        const staying = first.members.filter(
          (_, i) => first.members.length > 1 && i !== leaves % first.members.length,
        );
        const members = arrivals.reduce<RotationMember[]>(
          (list, place, i) => list.toSpliced(place % (list.length + 1), 0, away(`new-${i}`)),
          staying,
        );
        const second = {
          ...following(first, 20),
          members,
          history: [...first.history, ...before.map(({ merchantId }) => merchantId)],
        };
        const both = [...before, ...planShifts(second).shifts];
        expect(widestDifference(both, staying)).toBeLessThan(2);
      }),
      { numRuns: 1000 },
    );
  });

  test('a new order costs one turn more, never two', () => {
    fc.assert(
      fc.property(anyRotation, fc.infiniteStream(fc.nat()), (first, shuffle) => {
        const before = planShifts(first).shifts;
        const members = first.members
          .map((member) => ({ member, key: shuffle.next().value }))
          .toSorted((a, b) => a.key - b.key)
          .map(({ member }) => member);
        const second = {
          ...following(first, 20),
          members,
          history: [...first.history, ...before.map(({ merchantId }) => merchantId)],
        };
        const both = [...before, ...planShifts(second).shifts];
        expect(widestDifference(both, members)).toBeLessThan(3);
      }),
      { numRuns: 500 },
    );
  });

  test('every slot is one shift or one gap, its steward is there, and the same input gives the same plan', () => {
    fc.assert(
      fc.property(anyRotation, (rotation) => {
        const copy: Rotation = JSON.parse(JSON.stringify(rotation));
        const plan = planShifts(rotation);
        expect(rotation).toEqual(copy);
        expect(planShifts(copy)).toEqual(plan);
        const filled = [...plan.shifts.map(({ merchantId: _, ...slot }) => slot), ...plan.gaps];
        const inOrder = filled.toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
        expect(inOrder).toEqual(shiftSlots(rotation));
        for (const shift of plan.shifts)
          expect(membersThere(rotation.members, shift)).toContain(shift.merchantId);
        for (const gap of plan.gaps) expect(membersThere(rotation.members, gap)).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  test('the plan of a time is that of its beginning followed by that of the rest', () => {
    fc.assert(
      fc.property(anyRotation, fc.nat(), (rotation, where) => {
        const days = (Date.parse(rotation.to) - Date.parse(rotation.from)) / 86_400_000;
        const middle = addDays(rotation.from, where % (days + 1));
        const first = planShifts({ ...rotation, to: middle });
        const rest = planShifts({
          ...rotation,
          from: addDays(middle, 1),
          history: [...rotation.history, ...first.shifts.map(({ merchantId }) => merchantId)],
        });
        const whole = planShifts(rotation);
        expect([...first.shifts, ...rest.shifts]).toEqual(whole.shifts);
        expect([...first.gaps, ...rest.gaps]).toEqual(whole.gaps);
      }),
      { numRuns: 1000 },
    );
  });

  test('going away, new hours or a closed day change nothing before', () => {
    fc.assert(
      fc.property(anyRotation, fc.nat({ max: 40 }), fc.nat(), (rotation, days, who) => {
        const change = addDays(rotation.from, days);
        const untilThen = (plan: PlannedTurn[]) => plan.filter(({ endsAt }) => localDay(endsAt) < change);
        const members = rotation.members.map((member, i) =>
          i === who % rotation.members.length
            ? { ...member, away: [...member.away, { from: change, to: addDays(change, 10) }] }
            : member,
        );
        const before = untilThen(planShifts(rotation).shifts);
        expect(untilThen(planShifts({ ...rotation, members }).shifts)).toEqual(before);
        const closedDays = [...rotation.closedDays, change];
        expect(untilThen(planShifts({ ...rotation, closedDays }).shifts)).toEqual(before);
      }),
      { numRuns: 500 },
    );
  });

  test('publishing again with anything kept makes exactly the rest', () => {
    fc.assert(
      fc.property(anyRotation, fc.infiniteStream(fc.boolean()), (rotation, keeps) => {
        const { shifts } = planShifts(rotation);
        const isKept = new Map(shifts.map((shift) => [shift, keeps.next().value]));
        const kept = shifts.filter((shift) => isKept.get(shift)).map(keep);
        const again = planShifts({ ...rotation, kept });
        expect(again.shifts).toEqual(shifts.filter((shift) => !isKept.get(shift)));
      }),
      { numRuns: 1000 },
    );
  });

  test('turns kept out of order even out', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 8 }),
        fc.uniqueArray(fc.record({ slot: fc.nat({ max: 11 }), who: fc.nat({ max: 9 }) }), {
          selector: ({ slot }) => slot,
          maxLength: 5,
        }),
        (size, keeps) => {
          const names = Array.from({ length: size }, (_, i) => `m${i}`);
          const rotation = roster(names.join(' '), { days: 80 });
          const slots = shiftSlots(rotation);
          const kept = keeps.flatMap(({ slot, who }) =>
            slots.slice(slot, slot + 1).map((each) => ({ ...each, plannedMerchantId: `m${who}` })),
          );
          const shifts = planShifts({ ...rotation, kept }).shifts.map(({ merchantId }) => merchantId);
          const all = [...shifts, ...kept.map(({ plannedMerchantId }) => plannedMerchantId)];
          const counts = names.map((name) => all.filter((each) => each === name).length);
          expect(Math.max(...counts) - Math.min(...counts)).toBeLessThan(2);
        },
      ),
      { numRuns: 1000 },
    );
  });

  test('48 shops with two shifts a day for three months are planned at once', () => {
    const shops = Array.from({ length: 48 }, (_, i) => `m${i}`).join(' ');
    const { shifts } = planShifts(roster(shops, { shiftTimes: [MORNING, EVENING], days: 93 }));
    expect(shifts).toHaveLength(186);
    expect(shifts[48]?.merchantId).toBe('m0');
  });
});

const NAMES = ['A', 'B', 'C', 'D', 'E', 'F', 'G'];
const day = fc.nat({ max: 45 }).map((days) => addDays(MONDAY, days));
const hoursOfDay = fc.constantFrom<ShiftHours[]>(
  [MORNING],
  [MORNING, EVENING],
  [EVENING, MORNING, NIGHT],
  [NIGHT],
  [{ name: '全天', startsAt: '09:00', endsAt: '09:00' }],
);

const anyRotation: fc.Arbitrary<Rotation> = fc
  .record({
    members: fc.uniqueArray(
      fc.record({
        merchantId: fc.constantFrom(...NAMES),
        away: fc.oneof(
          { weight: 2, arbitrary: fc.constant([]) },
          {
            weight: 1,
            arbitrary: fc.array(
              fc.tuple(day, fc.nat({ max: 12 })).map(([from, days]) => ({ from, to: addDays(from, days) })),
              { minLength: 1, maxLength: 3 },
            ),
          },
        ),
      }),
      { selector: ({ merchantId }) => merchantId, minLength: 1, maxLength: NAMES.length },
    ),
    shiftTimes: hoursOfDay,
    weekdays: fc.uniqueArray(fc.constantFrom(...EVERY_DAY), { minLength: 1 }),
    closedDays: fc.array(day, { maxLength: 5 }),
    days: fc.nat({ max: 30 }),
    history: fc.array(fc.constantFrom(...NAMES, 'X'), { maxLength: 4 }),
  })
  .map(({ days, ...rest }) => ({ ...rest, from: MONDAY, to: addDays(MONDAY, days) }));

/** The days after those of a rotation. */
function following(rotation: Rotation, days: number): Rotation {
  return { ...rotation, from: addDays(rotation.to, 1), to: addDays(rotation.to, days) };
}

/** Members who are not away on any day that a shift touches. */
function membersThere(
  members: readonly RotationMember[],
  { startsAt, endsAt }: { startsAt: Date; endsAt: Date },
): string[] {
  const firstDay = localDay(startsAt);
  const lastDay = localDay(new Date(endsAt.getTime() - 1));
  return members
    .filter(({ away: times }) => times.every(({ from, to }) => to < firstDay || lastDay < from))
    .map(({ merchantId }) => merchantId);
}

/** The largest difference of two counts, over all windows, among those who are there throughout each. */
function widestDifference(shifts: readonly PlannedTurn[], members: readonly RotationMember[]): number {
  const there = shifts.map((shift) => new Set(membersThere(members, shift)));
  let widest = 0;
  for (let from = 0; from < shifts.length; from++) {
    const counts = new Map(Array.from(there[from] ?? [], (merchantId) => [merchantId, 0]));
    for (let to = from; to < shifts.length && counts.size > 1; to++) {
      const merchantId = shifts[to]?.merchantId ?? '';
      let least = Number.POSITIVE_INFINITY;
      let most = 0;
      for (const [member, before] of counts) {
        if (there[to]?.has(member) !== true) {
          counts.delete(member);
          continue;
        }
        const count = before + (member === merchantId ? 1 : 0);
        counts.set(member, count);
        least = Math.min(least, count);
        most = Math.max(most, count);
      }
      if (counts.size > 1) widest = Math.max(widest, most - least);
    }
  }
  return widest;
}

function roster(
  members: string,
  what: { history?: string; shiftTimes?: ShiftHours[]; days?: number },
): Rotation {
  const { history = '', shiftTimes = [MORNING], days = 1 } = what;
  return {
    members: words(members).map((name) => away(name)),
    shiftTimes,
    weekdays: EVERY_DAY,
    closedDays: [],
    from: MONDAY,
    to: addDays(MONDAY, days - 1),
    history: words(history),
  };
}

function away(merchantId: string, days?: readonly [string, string]): RotationMember {
  return { merchantId, away: days === undefined ? [] : [{ from: days[0], to: days[1] }] };
}

function turns(rotation: Rotation): string {
  return planShifts(rotation)
    .shifts.map(({ merchantId }) => merchantId)
    .join(' ');
}

function keep(shift: PlannedTurn | undefined): KeptShift {
  if (shift === undefined) throw new Error('No such shift');
  return { startsAt: shift.startsAt, endsAt: shift.endsAt, plannedMerchantId: shift.merchantId };
}

function words(text: string): string[] {
  return text.split(' ').filter((word) => word !== '');
}

function at(local: string): Date {
  return new Date(`${local}:00+08:00`);
}
