import { describe, expect, test } from 'vitest';
import { groupsOf, receiptBeginning, receiptOfTyped } from './receipt-code';

describe('A receipt', () => {
  test('is read however it was typed', () => {
    for (const typed of [
      '7K3M-QP2X-9HBC-W4TZ',
      '7k3m qp2x 9hbc w4tz',
      ' 7K3MQP2X9HBCW4TZ ',
      '7K3M—QP2X—9HBC—W4TZ',
    ]) {
      expect(receiptOfTyped(typed)).toBe('7K3M-QP2X-9HBC-W4TZ');
    }
  });

  test('has sixteen characters of those that nobody confuses', () => {
    expect(receiptOfTyped('7K3M-QP2X-9HBC')).toBeUndefined();
    expect(receiptOfTyped('0K3M-QP2X-9HBC-W4TZ')).toBeUndefined();
  });

  test('can be looked for by its beginning', () => {
    expect(receiptBeginning('7k3mq')).toBe('7K3M-Q');
    expect(receiptBeginning('鱼巷')).toBeUndefined();
  });

  test('and every long code comes in groups', () => {
    expect(groupsOf('0123456789', 4)).toEqual(['0123', '4567', '89']);
  });
});
