import type { MerchantSummary, Roster } from '@shangju/contracts';
import { describe, expect, test } from 'vitest';
import {
  bodyOf,
  changesIn,
  errorsIn,
  formOf,
  lanesOf,
  moved,
  NEW_ROSTER,
  NIGHT_SHIFT,
  type RosterForm,
  withShops,
} from './roster-form';

const SHOPS = [shop('a', '江边鲜鱼', '鱼巷'), shop('b', '老灶茶馆', '鱼巷'), shop('c', '转角书店', '永安里')];

describe('a new roster', () => {
  test('is complete once its lane and its shops are there', () => {
    const form = { ...NEW_ROSTER, lane: '鱼巷', members: withShops([], SHOPS.slice(0, 2)) };
    expect(errorsIn(form)).toEqual({});
    expect(bodyOf(form)).toMatchObject({
      name: '鱼巷街区管家',
      lane: '鱼巷',
      members: [{ merchantId: 'a' }, { merchantId: 'b' }],
      weekdays: [1, 2, 3, 4, 5, 6, 7],
    });
  });

  test('says what is missing', () => {
    expect(errorsIn(NEW_ROSTER)).toEqual({ lane: expect.any(String), members: expect.any(String) });
  });

  test('may have a night shift over midnight, but none that runs into another', () => {
    const form = complete();
    expect(errorsIn({ ...form, shiftTimes: [...form.shiftTimes, NIGHT_SHIFT] })).toEqual({});
    const tooLong = { ...NIGHT_SHIFT, endsAt: '09:00' };
    expect(errorsIn({ ...form, shiftTimes: [...form.shiftTimes, tooLong] }).shiftTimes).toMatch('撞');
  });

  test('wants a name for each shift', () => {
    const form = complete();
    expect(
      errorsIn({ ...form, shiftTimes: [{ name: ' ', startsAt: '08:00', endsAt: '09:00' }] }).shiftTimes,
    ).toMatch('名字');
  });
});

describe('the members', () => {
  test('come by the lane, those that are in already stay where they are', () => {
    const [first] = withShops([], SHOPS.slice(1, 2));
    expect(withShops(first ? [first] : [], SHOPS).map(({ merchantId }) => merchantId)).toEqual([
      'b',
      'a',
      'c',
    ]);
  });

  test('move one place or many, never out of the list', () => {
    expect(moved(['a', 'b', 'c'], 2, 0)).toEqual(['c', 'a', 'b']);
    expect(moved(['a', 'b', 'c'], 0, 1)).toEqual(['b', 'a', 'c']);
    expect(moved(['a', 'b', 'c'], 0, -1)).toEqual(['a', 'b', 'c']);
    expect(moved(['a', 'b', 'c'], 2, 3)).toEqual(['a', 'b', 'c']);
  });

  test('lanes with most shops come first', () => {
    expect(lanesOf(SHOPS)).toEqual([
      { lane: '鱼巷', shopCount: 2 },
      { lane: '永安里', shopCount: 1 },
    ]);
  });
});

describe('an edit', () => {
  test('sends just what was changed', () => {
    const saved = roster();
    expect(changesIn(bodyOf(formOf(saved)), saved)).toEqual({});
    expect(changesIn(bodyOf({ ...formOf(saved), weekdays: [6, 7] }), saved)).toEqual({ weekdays: [6, 7] });
    const away = [{ from: '2026-12-01', to: '2026-12-03' }];
    const [first] = saved.members;
    const members = [{ merchantId: 'a', merchantName: first?.merchantName ?? '', away }];
    expect(changesIn(bodyOf({ ...formOf(saved), members }), saved)).toEqual({
      members: [{ merchantId: 'a', away }],
    });
  });

  test('is none where days are the same in another order', () => {
    const saved = { ...roster(), weekdays: [1, 2, 3] };
    expect(changesIn(bodyOf({ ...formOf(saved), weekdays: [3, 1, 2] }), saved)).toEqual({});
  });
});

function complete(): RosterForm {
  return { ...NEW_ROSTER, lane: '鱼巷', members: withShops([], SHOPS) };
}

function shop(id: string, name: string, lane: string): MerchantSummary {
  return {
    id,
    number: 1,
    name,
    lane,
    category: '餐饮',
    associationId: 'x',
    associationName: '永安里商会',
    address: `${lane} 2 号`,
    open: true,
  };
}

function roster(): Roster {
  return {
    ...bodyOf({ ...complete(), members: withShops([], SHOPS.slice(0, 1)) }),
    members: [{ merchantId: 'a', merchantName: '江边鲜鱼', away: [] }],
    id: 'r',
    associationId: 'x',
    publishedUntil: null,
    plaque: { merchantId: null, holderName: '永安里商会', since: '2026-11-01T00:00:00.000Z' },
    updatedAt: '2026-11-01T00:00:00.000Z',
  };
}
