import { describe, expect, test } from 'vitest';
import type { ShiftStatus } from './duty-shift.ts';
import { decideExcuse, decideMakeUp, decideReassign } from './shift-edits.ts';
import type { Swap } from './swaps.ts';

const STATUSES: ShiftStatus[] = ['due', 'on-duty', 'worked', 'missed', 'excused'];
const CONFLICT = { ok: false, code: 'shift-state-conflict' };

test('A shift is excused while it is due or when it was missed', () => {
  expect(STATUSES.filter((status) => decideExcuse({ status }).ok)).toEqual(['due', 'missed']);
  expect(decideExcuse({ status: 'worked' })).toEqual(CONFLICT);
});

describe('Giving a shift to another shop', () => {
  const shift = {
    shiftId: 'morning',
    merchantId: 'noodles',
    startsAt: at('08:00'),
    endsAt: at('12:00'),
    status: 'due' as ShiftStatus,
  };
  const state = { now: at('07:00'), shift, members: new Set(['noodles', 'barber']), openSwaps: [] };
  const open: Swap = {
    swapId: 's1',
    status: 'open',
    shiftId: 'morning',
    askedByMerchantId: 'noodles',
    askedMerchantId: null,
    takenByMerchantId: null,
    inReturnShiftId: null,
  };

  test('takes it out of every swap that was asked', () => {
    const openSwaps = [open, { ...open, swapId: 's2', shiftId: 'evening' }];
    expect(decideReassign({ ...state, openSwaps }, { merchantId: 'barber' })).toEqual({
      ok: true,
      merchantId: 'barber',
      overtaken: ['s1'],
    });
  });

  test('works until its end, as long as nobody has begun it', () => {
    const reassign = (now: string, status: ShiftStatus) =>
      decideReassign({ ...state, now: at(now), shift: { ...shift, status } }, { merchantId: 'barber' }).ok;
    expect(reassign('11:59', 'due')).toBe(true);
    expect(reassign('12:00', 'due')).toBe(false);
    expect(STATUSES.filter((status) => reassign('07:00', status))).toEqual(['due']);
  });

  test('needs another member', () => {
    expect(decideReassign(state, { merchantId: 'stranger' })).toEqual({ ok: false, code: 'member-unknown' });
    expect(decideReassign(state, { merchantId: 'noodles' })).toEqual(CONFLICT);
  });
});

describe('Making up for a shift', () => {
  const state = { now: at('10:00'), shift: { status: 'missed' as ShiftStatus }, made: false, others: [] };
  const time = { startsAt: at('14:00'), endsAt: at('16:00') };

  test('takes a missed or excused one, once', () => {
    const taken = STATUSES.filter((status) => decideMakeUp({ ...state, shift: { status } }, time).ok);
    expect(taken).toEqual(['missed', 'excused']);
    expect(decideMakeUp(state, time)).toEqual({ ok: true, day: '2026-03-02' });
    expect(decideMakeUp({ ...state, made: true }, time)).toEqual(CONFLICT);
  });

  test('needs a time to come that no other shift has', () => {
    const other = { startsAt: at('12:00'), endsAt: at('14:00') };
    expect(decideMakeUp({ ...state, others: [other] }, time)).toMatchObject({ ok: true });
    expect(decideMakeUp({ ...state, others: [{ ...other, endsAt: at('14:01') }] }, time)).toEqual({
      ok: false,
      code: 'shift-times-overlap',
    });
    expect(decideMakeUp({ ...state, now: at('14:00') }, time)).toEqual({ ok: false, code: 'days-past' });
    expect(decideMakeUp(state, { startsAt: time.startsAt, endsAt: time.startsAt })).toMatchObject({
      ok: false,
    });
    const twoDays = { ...time, endsAt: new Date('2026-03-04T14:00:00+08:00') };
    expect(decideMakeUp(state, twoDays)).toMatchObject({ code: 'shift-times-overlap' });
  });

  test('belongs to the day on which it starts, on the street', () => {
    const night = { startsAt: at('23:00'), endsAt: new Date('2026-03-03T02:00:00+08:00') };
    expect(decideMakeUp(state, night)).toEqual({ ok: true, day: '2026-03-02' });
    const afterMidnight = {
      startsAt: new Date('2026-03-03T00:00:00+08:00'),
      endsAt: new Date('2026-03-03T02:00:00+08:00'),
    };
    expect(decideMakeUp(state, afterMidnight)).toEqual({ ok: true, day: '2026-03-03' });
  });
});

/** A time of Monday, 2 March 2026, on the street's clock. */
function at(time: string): Date {
  return new Date(`2026-03-02T${time}:00+08:00`);
}
