import type { Offer, OfferStatus } from '@shangju/contracts';
import { expect, test } from 'vitest';
import { editConsequence } from './edit-consequence.ts';
import { bodyOf, formOf } from './offer-form.ts';

const offer = (status: OfferStatus): Offer => ({
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
  status,
  reason: null,
  available: status === 'approved',
  updatedAt: '2026-03-05T04:00:00.000Z',
});
const edited = (status: OfferStatus, change: object) => {
  const before = offer(status);
  return editConsequence(before, { ...bodyOf(formOf(before)), ...change });
};

test('stock and days of an approved offer take effect at once', () => {
  expect(edited('approved', { stockLeft: 80 })).toMatchObject({
    changes: { stockLeft: 80 },
    takesEffect: true,
    canSubmit: false,
  });
});

test('anything else of an approved offer asks for approval again, and says so', () => {
  const consequence = edited('approved', { stockLeft: 80, pricePoints: 25 });
  expect(consequence).toMatchObject({ canSubmit: true, takesEffect: false });
  expect(consequence.words).toContain('重新审核');
});

test('what was rejected can be submitted only when its content was changed', () => {
  expect(edited('rejected', { stockLeft: 80 }).canSubmit).toBe(false);
  expect(edited('rejected', { title: '小面抵 5 元' }).canSubmit).toBe(true);
});

test('without a change nothing is saved; a draft can still be submitted', () => {
  expect(edited('approved', {})).toMatchObject({ canSave: false, canSubmit: false });
  expect(edited('draft', {})).toMatchObject({ canSave: false, canSubmit: true });
});
