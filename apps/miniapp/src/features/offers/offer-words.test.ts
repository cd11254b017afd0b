import type { Offer } from '@shangju/contracts';
import { describe, expect, test } from 'vitest';
import {
  limitWords,
  missingWords,
  stockWords,
  timesWords,
  unavailableWords,
  voucherTimeWords,
} from './offer-words.ts';

const NOW = new Date('2026-03-05T04:00:00Z');

const offer = (different: Partial<Offer> = {}): Offer => ({
  id: 'noodles',
  merchantId: 'shop',
  merchantName: '鱼巷口小面',
  associationId: 'association',
  title: '重庆小面抵 5 元',
  description: '',
  pricePoints: 20,
  stockLeft: null,
  limitPerPerson: 1,
  limitPeriod: 'day',
  voucherMinutes: 30,
  availableFrom: null,
  availableUntil: null,
  status: 'approved',
  reason: null,
  available: true,
  updatedAt: NOW.toISOString(),
  ...different,
});

test('how often', () => {
  expect(limitWords(offer())).toBe('每人每天 1 次');
  expect(limitWords(offer({ limitPeriod: 'ever', limitPerPerson: 2 }))).toBe('每人一共 2 次');
  expect(limitWords(offer({ limitPerPerson: null }))).toBe('不限次数');
});

test('how many', () => {
  expect(stockWords(offer())).toBe('不限份数');
  expect(stockWords(offer({ stockLeft: 22 }))).toBe('还有 22 份');
  expect(stockWords(offer({ stockLeft: 3 }))).toBe('只剩 3 份');
  expect(stockWords(offer({ stockLeft: 0 }))).toBe('兑完了');
});

test('when', () => {
  expect(timesWords(offer(), NOW)).toBeUndefined();
  expect(timesWords(offer({ availableFrom: '2026-03-06T00:00:00Z' }), NOW)).toBe('明早 8 点 开始');
  expect(timesWords(offer({ availableUntil: '2026-03-05T10:00:00Z' }), NOW)).toBe('今天 18:00 截止');
});

test('how many points are missing', () => {
  expect(missingWords(offer(), 8)).toBe('还差 12 分');
  expect(missingWords(offer(), 20)).toBeUndefined();
  expect(missingWords(offer(), undefined)).toBeUndefined();
});

describe('why nobody can redeem it now', () => {
  test.each([
    ['open', {}, undefined],
    ['sold out', { available: false, stockLeft: 0 }, /兑完/],
    ['taken down', { available: false, status: 'withdrawn' as const }, /收起来/],
    ['not yet', { available: false, availableFrom: '2026-03-06T00:00:00Z' }, /还没开始，明早 8 点/],
    ['no longer', { available: false, availableUntil: '2026-03-04T00:00:00Z' }, /过了截止时间/],
    ['for a reason of the shop', { available: false }, /现在不能兑换/],
  ])('%s', (_, different, words) => {
    const said = unavailableWords(offer(different), NOW);
    if (words === undefined) expect(said).toBeUndefined();
    else expect(said).toMatch(words);
  });
});

test('how long a voucher is good', () => {
  expect(voucherTimeWords(offer())).toBe('30 分钟');
  expect(voucherTimeWords(offer({ voucherMinutes: 120 }))).toBe('2 小时');
  expect(voucherTimeWords(offer({ voucherMinutes: 90 }))).toBe('90 分钟');
});
