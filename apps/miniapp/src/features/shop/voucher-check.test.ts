import type { Redemption, ScanResult } from '@shangju/contracts';
import { expect, test } from 'vitest';
import { voucherCheck } from './voucher-check.ts';

const now = new Date('2026-03-05T04:00:00Z');
const merchantId = '0190a000-0000-7000-8000-000000000002';

const redemption: Redemption = {
  id: '0190a000-0000-7000-8000-000000000009',
  number: 1024,
  status: 'held',
  offerId: '0190a000-0000-7000-8000-000000000001',
  offerTitle: '重庆小面抵 5 元',
  merchantId,
  merchantName: '鱼巷口小面',
  residentTail: '3471',
  points: 20,
  createdAt: '2026-03-05T03:50:00.000Z',
  heldUntil: '2026-03-05T04:20:00.000Z',
  endedAt: null,
};

const scan = (
  of: Redemption | null,
  refusal: { code: string; detail: string } | null = null,
): ScanResult => ({
  kind: of ? 'voucher' : 'merchant',
  merchant: {
    id: merchantId,
    number: 12,
    name: '鱼巷口小面',
    category: '餐饮',
    associationId: '0190a000-0000-7000-8000-000000000003',
    associationName: '永安里商会',
    lane: '鱼巷',
    address: '鱼巷 2 号',
    open: true,
  },
  redemption: of,
  actions: [{ act: 'fulfil', points: 20, refusal }],
});

test('a voucher that waits can be fulfilled', () => {
  expect(voucherCheck(scan(redemption), merchantId, now)).toEqual({ can: 'fulfil', redemption });
});

test('a used voucher says when it was used', () => {
  const used: Redemption = { ...redemption, status: 'fulfilled', endedAt: '2026-03-05T03:55:00.000Z' };
  const check = voucherCheck(scan(used, { code: 'redemption-ended', detail: '' }), merchantId, now);
  expect(check).toMatchObject({ title: '这张券用过了', why: '今天 11:55 已经核销过，不能再用。' });
});

test('the code of a shop is no voucher, and a voucher of another shop stays there', () => {
  expect(voucherCheck(scan(null), merchantId, now)).toMatchObject({ title: '这不是兑换券' });
  expect(voucherCheck(scan(redemption), 'another', now)).toMatchObject({ title: '不是这家店的券' });
});

test('nobody fulfils their own voucher', () => {
  const own: ScanResult = {
    ...scan(redemption),
    actions: [{ act: 'show-voucher', points: 20, refusal: null }],
  };
  expect(voucherCheck(own, merchantId, now)).toMatchObject({ title: '这是您自己的券' });
});
