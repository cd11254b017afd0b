import { describe, expect, test } from 'vitest';
import { idempotencyKeyOf } from './idempotency-key';

describe('The key under which something is sent', () => {
  test('keeps every bit of the chance that it is made of', () => {
    const bytes = Uint8Array.from({ length: 16 }, (_, place) => place * 17);
    expect(idempotencyKeyOf(bytes)).toBe('00112233445566778899aabbccddeeff');
  });

  test('is one that the API takes', () => {
    expect(idempotencyKeyOf(new Uint8Array(16))).toMatch(/^[A-Za-z0-9_-]{8,64}$/);
  });
});
