import { describe, expect, test } from 'vitest';
import { codeStepAt } from '../codes/code-steps.ts';
import type { DutyShift } from './duty-shift.ts';
import { type Plaque, type PlaqueScan, plaqueNonce } from './plaque.ts';
import { decideShiftCheckIn, type ShiftCheckInRequest, type ShiftCheckInState } from './shift-check-in.ts';

const LANE = { latitude: 30.2, longitude: 115.08 };
const ROSTER = { rosterId: 'lane', location: LANE, fenceRadiusM: 100, pointsPerShift: 20 };
const STATIC: PlaqueScan = { rosterId: 'lane', step: 0, nonce: 0 };
/** Noodles have the plaque and are on the morning shift; the barber is next. */
const MORNING: DutyShift = {
  ...due('morning', 'noodles', '08:00', '12:00'),
  status: 'on-duty',
  checkedInAt: at('07:58'),
  checkedInBy: 'wang',
  lateMinutes: 0,
};
const WITH_NOODLES: Plaque = { holderMerchantId: 'noodles', since: at('07:58'), revision: 7 };
const WITH_THE_OFFICE: Plaque = { holderMerchantId: null, since: at('00:00'), revision: 0 };

describe('Scanning the code of the steward', () => {
  test('ends their shift, begins mine and takes the plaque, in one act', () => {
    const now = at('12:03:30');
    const { outcome, changes } = decideShiftCheckIn(lane({ now }), scan({ code: turning(now) }));
    const ended = {
      ...MORNING,
      status: 'worked',
      checkedOutAt: now,
      endedBy: 'hand-over',
      pointsEarned: 20,
    };
    const begun = {
      ...due('noon', 'barber', '12:00', '16:00'),
      status: 'on-duty',
      checkedInAt: now,
      checkedInBy: 'li',
      lateMinutes: 3,
    };
    expect(outcome).toEqual({ ok: true, at: now, sentLate: false, shift: begun, ended });
    expect(changes).toEqual({
      shifts: [ended, begun],
      plaque: { holderMerchantId: 'barber', since: now, revision: 8 },
      rewards: [{ shiftId: 'morning', merchantId: 'noodles', personId: 'wang', points: 20 }],
    });
  });

  test('takes the plaque from a shop that has checked out and kept it', () => {
    const now = at('12:00');
    const { outcome, changes } = decideShiftCheckIn(lane({ now, begun: [] }), scan({ code: turning(now) }));
    expect(outcome).toMatchObject({ ok: true, ended: null, shift: { lateMinutes: 0 } });
    expect(changes).toMatchObject({ shifts: [{ shiftId: 'noon' }], rewards: [] });
    expect(changes.plaque).toEqual({ holderMerchantId: 'barber', since: now, revision: 8 });
  });

  test('does all this also where the clock was put back a little since the plaque was taken', () => {
    const now = at('12:00');
    const since = new Date(now.getTime() + 5);
    const state = lane({
      now,
      begun: [{ ...MORNING, checkedInAt: since }],
      plaque: { ...WITH_NOODLES, since },
    });
    const { outcome, changes } = decideShiftCheckIn(state, scan({ code: turning(now) }));
    expect(outcome).toMatchObject({ ok: true, shift: { status: 'on-duty' }, ended: { shiftId: 'morning' } });
    expect(changes.plaque).toMatchObject({ holderMerchantId: 'barber', revision: 8 });
  });

  test('pays nothing where the roster pays nothing', () => {
    const now = at('12:00');
    const state = lane({ now, roster: { ...ROSTER, pointsPerShift: 0 } });
    const { changes } = decideShiftCheckIn(state, scan({ code: turning(now) }));
    expect(changes).toMatchObject({ shifts: [{ status: 'worked', pointsEarned: 0 }, {}], rewards: [] });
  });

  test('is refused once the plaque has gone on, although the code is still fresh', () => {
    const now = at('12:00');
    const first = decideShiftCheckIn(lane({ now }), scan({ code: turning(now) }));
    const [, onDuty] = first.changes.shifts;
    const second = lane({
      now,
      plaque: first.changes.plaque ?? WITH_NOODLES,
      begun: onDuty ? [onDuty] : [],
      shift: due('afternoon', 'tea', '12:10', '18:00'),
    });
    expect(answer(second, scan({ code: turning(now) }))).toBe('plaque-not-here');
  });

  test('is taken one step later, not two, and never early', () => {
    const now = at('12:00:10');
    const codes = [-1, 0, 1, 2].map((stepsAgo) => ({
      ...turning(now),
      step: codeStepAt(now) - stepsAgo,
    }));
    expect(codes.map((code) => answer(lane({ now }), scan({ code })))).toEqual([
      'code-expired',
      'ok',
      'ok',
      'code-expired',
    ]);
  });

  test('shows nothing where it is my own shop that has the plaque', () => {
    const now = at('12:00');
    const shift = due('noon', 'noodles', '12:00', '16:00');
    expect(answer(lane({ now, shift }), scan({ code: turning(now) }))).toBe('plaque-code-required');
    expect(answer(lane({ now, shift }), scan({ code: STATIC, location: LANE }))).toBe('ok');
  });

  test('cannot be done where the office has the plaque', () => {
    const now = at('12:00');
    const state = lane({ now, plaque: WITH_THE_OFFICE, begun: [] });
    expect(answer(state, scan({ code: turning(now, 0) }))).toBe('plaque-not-here');
  });

  test('tells plaques apart after 16 million hand-overs', () => {
    expect(plaqueNonce(2 ** 24 - 1)).toBe(2 ** 24 - 1);
    expect(plaqueNonce(2 ** 24)).toBe(0);
  });
});

describe("Scanning the plaque's own code", () => {
  const metresNorth = (metres: number) => ({ ...LANE, latitude: LANE.latitude + metres / 111_195 });

  test('begins the first shift of all, with the plaque from the office', () => {
    const state = lane({ now: at('12:00'), plaque: WITH_THE_OFFICE, begun: [] });
    const { outcome, changes } = decideShiftCheckIn(state, scan({ code: STATIC, location: LANE }));
    expect(outcome).toMatchObject({ ok: true, ended: null });
    expect(changes.plaque).toEqual({ holderMerchantId: 'barber', since: at('12:00'), revision: 1 });
  });

  test('asks for a place inside the fence', () => {
    const state = lane({ now: at('12:00'), begun: [] });
    expect(answer(state, scan({ code: STATIC }))).toBe('location-required');
    expect(answer(state, scan({ code: STATIC, location: metresNorth(99) }))).toBe('ok');
    const { outcome } = decideShiftCheckIn(state, scan({ code: STATIC, location: metresNorth(100.4) }));
    expect(outcome).toEqual({ ok: false, code: 'outside-fence', distanceM: 101 });
    const nowhere = { latitude: Number.NaN, longitude: 0 };
    expect(answer(state, scan({ code: STATIC, location: nowhere }))).toBe('outside-fence');
  });

  test('will do alone where the roster has no place, so that it can begin at all', () => {
    const state = lane({ now: at('12:00'), begun: [], roster: { ...ROSTER, location: null } });
    expect(answer(state, scan({ code: STATIC }))).toBe('ok');
  });

  test('takes nothing from a steward whose shift is running', () => {
    const scanned = scan({ code: STATIC, location: LANE });
    expect(answer(lane({ now: at('11:59:59') }), scanned)).toBe('plaque-not-here');
    expect(answer(lane({ now: at('12:00') }), scanned)).toBe('ok');
  });

  test('ends the shift of a steward who has left as worked at its end', () => {
    const { outcome, changes } = decideShiftCheckIn(
      lane({ now: at('12:40') }),
      scan({ code: STATIC, location: LANE }),
    );
    expect(outcome).toMatchObject({
      ok: true,
      shift: { shiftId: 'noon', lateMinutes: 40 },
      ended: { status: 'worked', endedBy: 'taken', checkedOutAt: at('12:00'), pointsEarned: 20 },
    });
    expect(changes.rewards).toMatchObject([{ shiftId: 'morning', personId: 'wang' }]);
  });

  test('carries a shop from one of its shifts to its next, also before the end', () => {
    const shift = due('noon', 'noodles', '12:00', '16:00');
    const { outcome } = decideShiftCheckIn(
      lane({ now: at('11:50'), shift }),
      scan({ code: STATIC, location: LANE }),
    );
    expect(outcome).toMatchObject({ ok: true, ended: { endedBy: 'hand-over', checkedOutAt: at('11:50') } });
  });
});

describe('The time of a check-in', () => {
  test.for([
    ['11:44:01', { ok: false, code: 'shift-too-early', minutes: 1 }],
    ['10:45:00', { ok: false, code: 'shift-too-early', minutes: 60 }],
    ['11:45:00', { ok: true, shift: { lateMinutes: 0 } }],
    ['12:00:59', { ok: true, shift: { lateMinutes: 0 } }],
    ['12:01:00', { ok: true, shift: { lateMinutes: 1 } }],
    ['15:59:59', { ok: true, shift: { lateMinutes: 239 } }],
    ['16:00:00', { ok: false, code: 'shift-over' }],
  ] as const)('%s', ([time, expected]) => {
    const now = at(time);
    expect(decideShiftCheckIn(lane({ now }), scan({ code: turning(now) })).outcome).toMatchObject(expected);
  });

  test.for(['on-duty', 'worked'] as const)('does not come twice: %s', (status) => {
    const now = at('12:00');
    const shift = { ...due('noon', 'barber', '12:00', '16:00'), status };
    expect(answer(lane({ now, shift }), scan({ code: turning(now) }))).toBe('shift-begun');
  });

  test('comes for a shift that was excused beforehand, if its shop comes after all', () => {
    const now = at('12:00');
    const shift = { ...due('noon', 'barber', '12:00', '16:00'), status: 'excused' as const };
    expect(answer(lane({ now, shift }), scan({ code: turning(now) }))).toBe('ok');
  });

  test('of a night shift runs over midnight', () => {
    const night = {
      ...due('night', 'barber', '22:00', '06:00'),
      endsAt: new Date('2026-03-03T06:00:00+08:00'),
    };
    const now = new Date('2026-03-03T00:30:00+08:00');
    const { outcome } = decideShiftCheckIn(lane({ now, shift: night }), scan({ code: turning(now) }));
    expect(outcome).toMatchObject({ ok: true, shift: { lateMinutes: 150 } });
    const over = new Date('2026-03-03T06:00:00+08:00');
    expect(answer(lane({ now: over, shift: night }), scan({ code: turning(over) }))).toBe('shift-over');
  });
});

describe('A check-in that waited on a phone', () => {
  const then = at('12:01');

  test('is judged at the time at which it happened, and begins a shift that was missed meanwhile', () => {
    const shift = { ...due('noon', 'barber', '12:00', '16:00'), status: 'missed' as const };
    const state = lane({ now: at('17:00'), shift });
    const { outcome, changes } = decideShiftCheckIn(state, scan({ code: turning(then), happenedAt: then }));
    expect(outcome).toMatchObject({
      ok: true,
      at: then,
      sentLate: true,
      shift: { status: 'on-duty', checkedInAt: then, lateMinutes: 1 },
      ended: { shiftId: 'morning', checkedOutAt: then, endedBy: 'hand-over' },
    });
    expect(changes.plaque).toMatchObject({ holderMerchantId: 'barber', since: then });
    expect(answer(state, scan({ code: turning(then) }))).toBe('shift-over');
  });

  test('is not marked where it took seconds', () => {
    const { outcome } = decideShiftCheckIn(
      lane({ now: at('12:01:20') }),
      scan({ code: turning(then), happenedAt: then }),
    );
    expect(outcome).toMatchObject({ ok: true, at: then, sentLate: false });
  });

  test('is bounded: a little ahead is now, more is no time, nor is more than a day ago', () => {
    const now = at('12:01');
    const code = turning(now);
    const shift = { ...due('noon', 'barber', '12:00', '16:00') };
    const happened = (ms: number) =>
      decideShiftCheckIn(lane({ now, shift }), scan({ code, happenedAt: new Date(now.getTime() + ms) }))
        .outcome;
    expect(happened(120_000)).toMatchObject({ ok: true, at: now, sentLate: false });
    expect(happened(120_001)).toEqual({ ok: false, code: 'happened-at-invalid' });
    expect(happened(-86_400_001)).toEqual({ ok: false, code: 'happened-at-invalid' });
    expect(happened(-86_400_000)).toMatchObject({ ok: false, code: 'shift-too-early' });
    expect(happened(Number.NaN)).toEqual({ ok: false, code: 'happened-at-invalid' });
  });

  test('allows for a phone whose clock is two minutes off, not more', () => {
    const state = lane({ now: at('13:00') });
    const answers = [-181, -120, -1, 0, 60, 179, 181].map((seconds) =>
      // The code of 12:01:00 is shown until 12:01:30 and taken until 12:02:00.
      answer(state, scan({ code: turning(then), happenedAt: new Date(then.getTime() + seconds * 1000) })),
    );
    expect(answers).toEqual(['code-expired', 'ok', 'ok', 'ok', 'ok', 'ok', 'code-expired']);
  });

  test('never takes a code that was not shown yet', () => {
    const now = at('12:01');
    const code = turning(at('12:01:30'));
    expect(answer(lane({ now }), scan({ code, happenedAt: now }))).toBe('code-expired');
  });

  test('leaves the plaque where it went meanwhile, and its shift is worked until then', () => {
    const tea = { ...due('late', 'tea', '16:00', '20:00'), status: 'on-duty' as const };
    const went = lane({
      now: at('16:30'),
      begun: [{ ...tea, checkedInAt: at('15:50'), checkedInBy: 'zhou', lateMinutes: 0 }],
      plaque: { holderMerchantId: 'tea', since: at('15:50'), revision: 8 },
    });
    const { outcome, changes } = decideShiftCheckIn(went, scan({ code: turning(then), happenedAt: then }));
    expect(outcome).toMatchObject({
      ok: true,
      shift: { status: 'worked', checkedInAt: then, checkedOutAt: at('15:50'), endedBy: 'taken' },
      ended: null,
    });
    expect(changes).toMatchObject({
      shifts: [{ shiftId: 'noon' }],
      plaque: null,
      rewards: [{ shiftId: 'noon', merchantId: 'barber', personId: 'li', points: 20 }],
    });
    const later = lane({
      now: at('16:30'),
      begun: [],
      plaque: { holderMerchantId: 'tea', since: at('16:20'), revision: 8 },
    });
    expect(
      decideShiftCheckIn(later, scan({ code: STATIC, location: LANE, happenedAt: then })).outcome,
    ).toMatchObject({ ok: true, shift: { checkedOutAt: at('16:00') } });
  });

  test('relieves at that time who has checked out since; they keep what they earned', () => {
    const left = { ...MORNING, status: 'worked', checkedOutAt: at('12:03'), endedBy: 'check-out' } as const;
    const begun = [{ ...left, pointsEarned: 20 }];
    const state = lane({ now: at('12:05'), begun });
    const { outcome, changes } = decideShiftCheckIn(state, scan({ code: turning(then), happenedAt: then }));
    expect(outcome).toMatchObject({ ok: true, shift: { checkedInAt: then, lateMinutes: 1 }, ended: null });
    expect(changes).toMatchObject({
      shifts: [{ shiftId: 'morning', checkedOutAt: then, endedBy: 'check-out', pointsEarned: 20 }, {}],
      rewards: [],
    });
    // The static code shows nothing while the one before was on duty.
    const early = at('11:55');
    expect(answer(state, scan({ code: STATIC, location: LANE, happenedAt: early }))).toBe('plaque-not-here');
  });

  test('does not count where the plaque had gone on before the shift began', () => {
    const state = lane({
      now: at('12:10'),
      plaque: { holderMerchantId: 'tea', since: at('11:59'), revision: 8 },
    });
    const early = at('11:50');
    expect(answer(state, scan({ code: turning(early), happenedAt: early }))).toBe('plaque-not-here');
  });
});

describe('When several things are wrong', () => {
  test('what cannot be helped is heard first, and last what a new scan or a few steps mend', () => {
    const now = at('12:00');
    const far = { latitude: 31, longitude: 115 };
    const stale = { ...turning(now), step: 1 };
    const heard = [
      [lane({ now, shift: { ...MORNING, endsAt: now } }), scan({ code: null })],
      [lane({ now: at('16:00') }), scan({ code: null })],
      [lane({ now: at('09:00') }), scan({ code: null })],
      [lane({ now }), scan({ code: null })],
      [lane({ now }), scan({ code: { ...stale, rosterId: 'another', nonce: 1 } })],
      [lane({ now }), scan({ code: { ...stale, nonce: 1 } })],
      [lane({ now }), scan({ code: stale })],
      [lane({ now: at('11:50') }), scan({ code: STATIC, location: far })],
      [lane({ now }), scan({ code: STATIC, location: far })],
    ] as const;
    expect(heard.map(([state, request]) => answer(state, request))).toEqual([
      'shift-begun',
      'shift-over',
      'shift-too-early',
      'plaque-code-required',
      'plaque-other-roster',
      'plaque-not-here',
      'code-expired',
      'plaque-not-here',
      'outside-fence',
    ]);
  });

  test('a refusal changes nothing', () => {
    const { changes } = decideShiftCheckIn(lane({ now: at('12:00') }), scan({ code: null }));
    expect(changes).toEqual({ shifts: [], plaque: null, rewards: [] });
  });
});

function lane(what: Partial<ShiftCheckInState>): ShiftCheckInState {
  return {
    now: at('12:00'),
    roster: ROSTER,
    plaque: WITH_NOODLES,
    shift: due('noon', 'barber', '12:00', '16:00'),
    begun: [MORNING],
    ...what,
  };
}

function scan(what: Partial<ShiftCheckInRequest>): ShiftCheckInRequest {
  return { personId: 'li', code: null, ...what };
}

/** What the phone of the plaque's holder shows at a time. */
function turning(when: Date, revision = WITH_NOODLES.revision): PlaqueScan {
  return { rosterId: 'lane', step: codeStepAt(when), nonce: plaqueNonce(revision) };
}

function answer(state: ShiftCheckInState, request: ShiftCheckInRequest): string {
  const { outcome } = decideShiftCheckIn(state, request);
  return outcome.ok ? 'ok' : outcome.code;
}

function due(shiftId: string, merchantId: string, startsAt: string, endsAt: string): DutyShift {
  return {
    shiftId,
    merchantId,
    startsAt: at(startsAt),
    endsAt: at(endsAt),
    status: 'due',
    checkedInAt: null,
    checkedInBy: null,
    checkedOutAt: null,
    lateMinutes: null,
    endedBy: null,
    pointsEarned: 0,
  };
}

/** A time of Monday, 2 March 2026, on the street's clock. */
function at(time: string): Date {
  return new Date(`2026-03-02T${time}${time.length === 5 ? ':00' : ''}+08:00`);
}
