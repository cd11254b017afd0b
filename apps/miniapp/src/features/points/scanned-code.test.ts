import { expect, test } from 'vitest';
import { codeOfLaunch } from './scanned-code.ts';

const CODE = 'EgEAAAABDmPxRQUmxSfbBELQiBSpGZ2X';

test('our own pages and browsers name the code', () => {
  expect(codeOfLaunch({ code: CODE })).toBe(CODE);
});

test('the plain-link rule hands over the whole address, encoded', () => {
  expect(codeOfLaunch({ q: encodeURIComponent(`https://street.example/s/${CODE}?from=poster`) })).toBe(CODE);
});

test('a mini-program code hands over its scene', () => {
  expect(codeOfLaunch({ scene: CODE })).toBe(CODE);
});

test('what is no code of the street opens nothing', () => {
  expect(codeOfLaunch({})).toBeUndefined();
  expect(codeOfLaunch({ q: encodeURIComponent('https://street.example/about') })).toBeUndefined();
  expect(codeOfLaunch({ scene: '%' })).toBeUndefined();
});
