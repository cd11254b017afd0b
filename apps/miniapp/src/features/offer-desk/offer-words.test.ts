import type { Offer } from '@shangju/contracts';
import { expect, test } from 'vitest';
import { offerSentence, sayDays, whyNotNow } from './offer-words.ts';

const now = new Date('2026-03-05T04:00:00Z');

const noodles: Offer = {
  id: '0190a000-0000-7000-8000-000000000001',
  merchantId: '0190a000-0000-7000-8000-000000000002',
  merchantName: '鱼巷口小面',
  associationId: '0190a000-0000-7000-8000-000000000003',
  title: '重庆小面抵 5 元',
  description: '',
  pricePoints: 20,
  stockLeft: 50,
  limitPerPerson: 1,
  limitPeriod: 'day',
  voucherMinutes: 30,
  availableFrom: null,
  availableUntil: null,
  status: 'approved',
  reason: null,
  available: true,
  updatedAt: '2026-03-05T03:00:00.000Z',
};

test('an offer in a sentence, as the shop reads it before it is saved', () => {
  expect(offerSentence({ ...noodles, status: 'draft' }, now)).toBe(
    '客人用 20 分换 重庆小面抵 5 元，每人每天 1 次，共 50 份，换到的券 30 分钟内有效。',
  );
  expect(offerSentence(noodles, now)).toContain('还剩 50 份');
});

test('the last day is the one before the instant at which it ends', () => {
  const availableFrom = '2026-03-04T16:00:00.000Z';
  expect(sayDays({ availableFrom, availableUntil: '2026-03-31T16:00:00.000Z' }, now)).toBe(
    '3 月 5 日到 3 月 31 日能换',
  );
  expect(sayDays({ availableFrom, availableUntil: '2026-03-05T16:00:00.000Z' }, now)).toBe(
    '只在 3 月 5 日能换',
  );
  expect(sayDays({ availableFrom: null, availableUntil: '2027-01-01T16:00:00.000Z' }, now)).toBe(
    '到 2027 年 1 月 1 日为止',
  );
});

test('an approved offer says why nobody can redeem it now, and what would help', () => {
  expect(whyNotNow(noodles, now)).toBeUndefined();
  expect(whyNotNow({ ...noodles, available: false, stockLeft: 0 }, now)).toContain('加几份');
  expect(whyNotNow({ ...noodles, available: false, availableFrom: '2026-03-09T16:00:00.000Z' }, now)).toBe(
    '还没开始，3 月 10 日起能换',
  );
});
