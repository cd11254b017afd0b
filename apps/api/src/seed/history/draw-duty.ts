import { addDays, dayStart, type LocalDay, planShifts, shiftSlots } from '@shangju/rules';
import { must } from '../../must.ts';
import { type Dice, dice } from '../dice.ts';
import type { RosterSeed } from '../read-seeds.ts';
import { seedId } from '../seed-ids.ts';
import type { Drawing } from './drawing.ts';
import { LaneDuty, type PastShift } from './lane-duty.ts';
import { clockMs, instantOn, minutesAfter } from './opening-hours.ts';

export interface PastRoster {
  seed: RosterSeed;
  duty: LaneDuty;
  publishedAt: Date;
  publishedUntil: LocalDay;
}

/** A shift with less than this left is not left to those who log in. */
const LEFT_MINUTES_MIN = 30;
const EARLY_MINUTES_MAX = 10;
const LEAVES_MINUTES_MAX = 8;
const FIRST_PATROL_AFTER_MINUTES = 30;

/** Puts on the agenda what came of the turns of each lane up to now, and plans those to come. */
export function drawDuty(drawing: Drawing, now: Date): PastRoster[] {
  return drawing.seeds.rosters.map((seed) => drawRoster(drawing, seed, now));
}

function drawRoster(drawing: Drawing, seed: RosterSeed, now: Date): PastRoster {
  const { ledger, agenda, dayAgo } = drawing;
  const lots = dice(seed.history.seed);
  const days = { from: dayAgo(seed.history.daysBack), to: dayAgo(1 - seed.history.daysAhead) };
  const next = shiftSlots({ ...seed, ...days, closedDays: [] }).findIndex(
    ({ endsAt }) => endsAt > minutesAfter(now, LEFT_MINUTES_MIN),
  );
  const members = seed.memberKeys.map((key) => seedId('merchant', key));
  const publishedAt = dayStart(addDays(days.from, -1));
  const duty = new LaneDuty({
    roster: {
      rosterId: seedId('roster', seed.key),
      location: { latitude: seed.latitude, longitude: seed.longitude },
      fenceRadiusM: seed.fenceRadiusM,
      pointsPerShift: seed.pointsPerShift,
    },
    associationId: seedId('association', seed.associationKey),
    members: new Set(members),
    turns: planShifts({
      ...seed,
      ...days,
      closedDays: [],
      members: members.map((merchantId) => ({ merchantId, away: [] })),
      history: [beforeFirst(members, seedId('merchant', seed.nextMerchantKey), next)],
    }).shifts,
    since: publishedAt,
    ledger,
    lots,
  });

  tellSwaps({ ...drawing, lots }, { seed, duty, next });
  const courses = duty.shifts
    .slice(0, next)
    .map((shift, index) => drawCourse(shift, { seed, lots, last: index === next - 1 }));
  for (const [index, course] of courses.entries()) {
    const followed =
      courses[index + 1]?.checkInAt !== undefined && sameDay(course.shift, courses[index + 1]?.shift);
    putOnAgenda({ ...drawing, lots }, { seed, duty, course, followed });
  }
  agenda.add(now, () => duty.passTime(now));
  return { seed, duty, publishedAt, publishedUntil: days.to };
}

/** Who had the turn before the first one, so that the one at `next` is that shop's. */
function beforeFirst(members: readonly string[], nextMerchantId: string, next: number): string {
  const place = members.indexOf(nextMerchantId) - next - 1;
  return must(members.at(place % members.length));
}

/** What came of a turn; nobody checks in where it was missed. */
interface Course {
  shift: PastShift;
  checkInAt: Date | undefined;
}

/** @param on.last the one before the turn that waits: somebody came to it, so that the plaque is there */
function drawCourse(shift: PastShift, on: { seed: RosterSeed; lots: Dice; last: boolean }): Course {
  const { lots, last } = on;
  const { missedShare, lateShare, lateMinutes } = on.seed.history;
  const missed = lots.chance(missedShare);
  const late = lots.chance(lateShare);
  const minutes = late ? lots.between(...lateMinutes) : -lots.between(0, EARLY_MINUTES_MAX);
  return { shift, checkInAt: missed && !last ? undefined : minutesAfter(shift.startsAt, minutes) };
}

const sameDay = (one: PastShift, other: PastShift | undefined) => one.turn.day === other?.turn.day;

/** @param on.followed the next steward comes and takes the plaque over */
function putOnAgenda(
  { agenda, terms, lots }: Pick<Drawing, 'agenda' | 'terms' | 'lots'>,
  on: { seed: RosterSeed; duty: LaneDuty; course: Course; followed: boolean },
): void {
  const { seed, duty, course, followed } = on;
  const { shift, checkInAt } = course;
  const leaves = minutesAfter(shift.endsAt, lots.between(0, LEAVES_MINUTES_MAX));
  if (!checkInAt) {
    agenda.add(shift.endsAt, () => duty.passTime(shift.endsAt));
    return;
  }
  agenda.add(checkInAt, () => {
    duty.checkIn(checkInAt, shift, lots.pick(must(terms.staffOf.get(shift.merchantId))));
  });
  const patrols = lots.between(...seed.history.patrolsPerShift);
  const stretchMs = shift.endsAt.getTime() - checkInAt.getTime();
  for (let drawn = 1; drawn <= patrols; drawn += 1) {
    const at = new Date(
      checkInAt.getTime() +
        FIRST_PATROL_AFTER_MINUTES * 60_000 +
        Math.round(((stretchMs / 2) * drawn) / (patrols + 1)),
    );
    agenda.add(at, () => duty.patrol(at, shift, drawResults(seed, lots)));
  }
  if (!followed) agenda.add(leaves, () => duty.checkOut(leaves, shift));
}

function drawResults({ checklist, history }: RosterSeed, lots: Dice) {
  const found = lots.chance(history.findingShare) ? lots.pick(history.findings) : undefined;
  return {
    results: checklist.map((item) => ({ item, ok: item !== found?.item })),
    note: found?.note ?? '',
    needsSomeone: found !== undefined,
  };
}

function tellSwaps(
  { agenda, terms, lots, dayAgo }: Pick<Drawing, 'agenda' | 'terms' | 'lots' | 'dayAgo'>,
  { seed, duty, next }: { seed: RosterSeed; duty: LaneDuty; next: number },
): void {
  for (const { daysAgo, time, turn, askedMerchantKey, takenByMerchantKey, reason } of seed.history.swaps) {
    const at = instantOn(dayAgo(daysAgo), clockMs(time));
    const shift = must(duty.shifts[next + turn]);
    const asked = askedMerchantKey === null ? null : seedId('merchant', askedMerchantKey);
    agenda.add(at, () => {
      const askedBy = lots.pick(must(terms.staffOf.get(shift.merchantId)));
      const swap = duty.askSwap(at, shift, { askedMerchantId: asked, askedBy, reason });
      if (takenByMerchantKey !== null) duty.acceptSwap(at, swap, seedId('merchant', takenByMerchantKey));
    });
  }
}
