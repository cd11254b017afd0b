import { describe, expect, test } from 'vitest';
import { brokenLines, type Pen } from './drawn-text';

/** Every character as wide as ten pixels. */
const pen = { font: '', measureText: (text: string) => ({ width: text.length * 10 }) } as Pen;
const broken = (text: string, linesMax: number) =>
  brokenLines(pen, text, { sizePx: 10, weight: 400, roomPx: 40, linesMax });

describe('A text on a picture', () => {
  test('that fits is one line', () => {
    expect(broken('鱼巷公约', 3)).toEqual(['鱼巷公约']);
  });

  test('is broken where the line is full', () => {
    expect(broken('是否同意鱼巷公约', 3)).toEqual(['是否同意', '鱼巷公约']);
  });

  test('that is too long says that it goes on', () => {
    expect(broken('是否同意鱼巷公约修订稿', 2)).toEqual(['是否同意', '鱼巷公…']);
  });
});
