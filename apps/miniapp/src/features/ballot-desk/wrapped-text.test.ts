import { describe, expect, test } from 'vitest';
import { wrapped } from './wrapped-text';

const atMost = (characters: number) => (line: string) => line.length <= characters;

describe('A text for the wall', () => {
  test('loses nothing by being broken', () => {
    const text = '共 48 家商户有表决权，至少 32 家参加（“同意”过半数）即通过。';
    expect(wrapped(text, atMost(9), 20).join('').replace(/ /g, '')).toBe(text.replace(/ /g, ''));
  });

  test('begins no line with a closing sign and ends none with an opening one', () => {
    for (const line of wrapped('老灶茶馆，得票“最多”，选中（三家）。', atMost(4), 20)) {
      expect(line).not.toMatch(/^[，。”）]/u);
      expect(line).not.toMatch(/[“（]$/u);
    }
  });

  test('keeps numbers and times whole', () => {
    expect(wrapped('截止 22:01 以前', atMost(6), 9)).toEqual(['截止 ', '22:01 ', '以前']);
  });

  test('says by … that it goes on', () => {
    expect(wrapped('一二三四五六', atMost(2), 2)).toEqual(['一二', '三…']);
  });
});
