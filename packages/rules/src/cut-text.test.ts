import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutText } from './cut-text.ts';

test('a text that is cut is the beginning of it, not too long, and has no half characters', () => {
  expect(cutText('鱼巷𠮷', 3)).toBe('鱼巷');
  expect(cutText('鱼巷𠮷', 4)).toBe('鱼巷𠮷');
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.nat(20), (text, max) => {
      const cut = cutText(text, max);
      expect(text.startsWith(cut)).toBe(true);
      expect(cut.length).toBeLessThanOrEqual(max);
      expect(cut.length).toBeGreaterThanOrEqual(Math.min(text.length, max) - 1);
      expect(/\p{Surrogate}/u.test(cut)).toBe(false);
    }),
  );
});
