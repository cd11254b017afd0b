import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CODE_KINDS, type CodeFields, openCode, packCode, sealCode } from './code.ts';

const bits = (count: number) => fc.nat({ max: 2 ** 24 - 1 }).map((n) => n % 2 ** count);
const fields: fc.Arbitrary<CodeFields> = fc.record({
  kind: fc.constantFrom(...CODE_KINDS),
  keyId: bits(8),
  subject: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  step: bits(24),
  nonce: bits(24),
});
const tag = fc.uint8Array({ minLength: 12, maxLength: 12 });

describe('A code', () => {
  test('opens to what was sealed', () => {
    fc.assert(
      fc.property(fields, tag, (what, sealedTag) => {
        const payload = packCode(what);
        const text = sealCode(payload, sealedTag);
        expect(text).toMatch(/^[A-Za-z0-9_-]{32}$/);
        expect(openCode(text)).toEqual({ fields: what, payload, tag: sealedTag });
      }),
    );
  });

  test('has the layout of the design: version 4, kind 4, key id 8, subject 32, step 24, nonce 24 bits', () => {
    const payload = packCode({
      kind: 'voucher',
      keyId: 0xab,
      subject: 0xfedcba98,
      step: 0x123456,
      nonce: 0x789abc,
    });
    expect(Array.from(payload)).toEqual([
      0x15, 0xab, 0xfe, 0xdc, 0xba, 0x98, 0x12, 0x34, 0x56, 0x78, 0x9a, 0xbc,
    ]);
    expect(sealCode(payload, new Uint8Array(12).fill(255))).toBe('Fav-3LqYEjRWeJq8________________');
  });

  test('with one bit flipped is no code, or another one', () => {
    fc.assert(
      fc.property(fields, tag, fc.nat({ max: 191 }), (what, sealedTag, bit) => {
        const payload = packCode(what);
        const bytes = Uint8Array.of(...payload, ...sealedTag);
        const at = Math.floor(bit / 8);
        bytes[at] = (bytes[at] ?? 0) ^ (1 << (bit % 8));
        const opened = openCode(sealCode(bytes.slice(0, 12), bytes.slice(12)));
        if (opened === undefined) expect(at).toBe(0);
        else if (at < 12) expect(opened.fields).not.toEqual(what);
        else expect(opened).toEqual({ fields: what, payload, tag: bytes.slice(12) });
      }),
    );
  });

  test('never throws on what is none', () => {
    const garbage = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary' }),
      fc.string({ minLength: 32, maxLength: 32, unit: fc.constantFrom(...'AZaz09-_+/=é码 ') }),
    );
    fc.assert(
      fc.property(garbage, (text) => {
        const opened = openCode(text);
        if (opened !== undefined) expect(sealCode(opened.payload, opened.tag)).toBe(text);
      }),
    );
  });

  test.for([
    ['is too short', 'Fav-3LqYEjRWeJq8_______________'],
    ['is too long', 'Fav-3LqYEjRWeJq8_________________'],
    ['has padding', 'Fav-3LqYEjRWeJq8_______________='],
    ['is of another alphabet', 'Fav-3LqYEjRWeJq8_______________+'],
    ['is of version 0', 'Bav-3LqYEjRWeJq8________________'],
    ['is of version 2', 'Jav-3LqYEjRWeJq8________________'],
    ['is of kind 0', 'EKv-3LqYEjRWeJq8________________'],
    ['is of kind 8', 'GKv-3LqYEjRWeJq8________________'],
  ])('is refused when it %s', ([, text]) => {
    expect(openCode(text ?? '')).toBeUndefined();
  });

  test.for([
    { keyId: 256 },
    { subject: 2 ** 32 },
    { step: 2 ** 24 },
    { nonce: -1 },
    { nonce: 0.5 },
    { step: Number.NaN },
  ])('is not made from a field that does not fit: %o', (wrong) => {
    const right: CodeFields = { kind: 'plaque', keyId: 1, subject: 1, step: 0, nonce: 0 };
    expect(() => packCode({ ...right, ...wrong })).toThrow(RangeError);
  });

  test('is not sealed from parts of another length', () => {
    expect(() => sealCode(new Uint8Array(11), new Uint8Array(12))).toThrow(RangeError);
    expect(() => sealCode(new Uint8Array(12), new Uint8Array(32))).toThrow(RangeError);
  });
});
