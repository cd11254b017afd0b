import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { codeText, codeUrl } from './code-text.ts';

const TEXT = 'Fav-3LqYEjRWeJq8_bCdEfGhIjKlMnOp';

describe('The characters of a code', () => {
  test.for([
    TEXT,
    `  ${TEXT}\n`,
    'Fav- 3LqY EjRW eJq8 _bCd EfGh IjKl MnOp',
    'Fav-3LqYEjRWeJq8\u3000_bCdEfGhIjKlMnOp',
    `https://street.example/s/${TEXT}`,
    `HTTPS://STREET.EXAMPLE/s/${TEXT}`,
    `http://localhost:8080/s/${TEXT}`,
    `https://street.example:8443/app/s/${TEXT}`,
    `https://street.example/s/${TEXT}/`,
    `https://street.example/s/${TEXT}?from=wx&a=/s/x`,
    `https://street.example/s/${TEXT}#top`,
    ` https://街道.example/s/${TEXT}?q=码 `,
    `street.example/s/${TEXT}`,
  ])('are found in %j', (input) => {
    expect(codeText(input)).toBe(TEXT);
  });

  test.for([
    '',
    ' ',
    TEXT.slice(1),
    `${TEXT}A`,
    `https://street.example/t/${TEXT}`,
    `https://street.example/s/${TEXT}A`,
    `https://street.example/s/${TEXT}/more`,
    `https://street.example/?s=/s/${TEXT}`,
    `https://street.example/#/s/${TEXT}`,
    `/s/${TEXT}`,
    `javascript:alert(1)//s/${TEXT} x`,
    `WIFI:S:cafe;P:${TEXT};;`,
    'x'.repeat(100_000),
    `https://a/${'b/'.repeat(100_000)}s/${TEXT}`,
  ])('are not found in %.60j', (input) => {
    expect(codeText(input)).toBeUndefined();
  });

  test('are found again in every URL made of them', () => {
    const text = fc.string({ minLength: 32, maxLength: 32, unit: fc.constantFrom(...'ABCxyz019-_') });
    const origin = fc
      .webUrl({ validSchemes: ['https', 'http'], withQueryParameters: false })
      .map((url) => /^[a-z]+:\/\/[^/]+/.exec(url)?.[0] ?? '');
    fc.assert(
      fc.property(origin, text, (base, characters) => {
        expect(codeText(codeUrl(base, characters))).toBe(characters);
        expect(codeText(codeUrl(`${base}/`, characters))).toBe(characters);
      }),
    );
  });

  test('never throw on garbage', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (input) => {
        codeText(input);
      }),
    );
  });

  test('make no URL when they are not 32', () => {
    expect(() => codeUrl('https://street.example', 'short')).toThrow(RangeError);
  });
});
