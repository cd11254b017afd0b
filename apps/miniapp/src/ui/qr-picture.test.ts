import decodeQR from 'qr/decode.js';
import { expect, test } from 'vitest';
import { qrPicture } from './qr-picture';

const PIXELS_PER_MODULE = 6;

test.each([
  'https://street.example.com/s/AbCdEfGhIjKlMnOpQrStUvWxYz01_-45',
  'https://127.0.0.1:8080/s/________________________________',
  '胜阳港街道',
])('what is drawn can be read: %s', (text) => {
  expect(decodeQR(pixelsOf(qrPicture(text)))).toBe(text);
});

test('keeps four white modules on every side', () => {
  const { src, sideModules, codeModules } = qrPicture('https://street.example.com/s/x');
  expect(sideModules - codeModules).toBe(8);
  for (const [x, y, width] of runsOf(src)) {
    expect(Math.min(x, y, sideModules - x - width, sideModules - y - 1)).toBeGreaterThanOrEqual(4);
  }
});

test('stays small enough to be set twice a minute', () => {
  expect(qrPicture(`https://street.example.com/s/${'a'.repeat(32)}`).src.length).toBeLessThan(16 * 1024);
});

/** Draws the picture's rectangles as a browser would. */
function pixelsOf({ src, sideModules }: { src: string; sideModules: number }) {
  const side = sideModules * PIXELS_PER_MODULE;
  const data = new Uint8Array(side * side * 4).fill(255);
  for (const [x, y, width] of runsOf(src)) {
    for (let row = y * PIXELS_PER_MODULE; row < (y + 1) * PIXELS_PER_MODULE; row += 1) {
      for (let column = x * PIXELS_PER_MODULE; column < (x + width) * PIXELS_PER_MODULE; column += 1) {
        data.fill(0, (row * side + column) * 4, (row * side + column) * 4 + 3);
      }
    }
  }
  return { width: side, height: side, data };
}

function runsOf(src: string): [x: number, y: number, width: number][] {
  const svg = decodeURIComponent(src);
  return [...svg.matchAll(/M(\d+) (\d+)h(\d+)v1/g)].map(([, x, y, width]) => [
    Number(x),
    Number(y),
    Number(width),
  ]);
}
