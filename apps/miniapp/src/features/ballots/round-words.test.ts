import { describe, expect, test } from 'vitest';
import { roundWords } from './round-words';

const options = ['甲', '乙', '丙'];

describe('A round of an instant run-off', () => {
  test('names who falls out, and the votes that count no more', () => {
    const counts = [
      { option: 0, votes: 8 },
      { option: 1, votes: 7 },
      { option: 2, votes: 3 },
    ];
    expect(roundWords(options, { counts, exhausted: 2, eliminated: [2] })).toBe(
      '“丙”票最少，去掉，票转给下一位。有 2 票排的都去掉了，或者没排，不再算。',
    );
  });

  test('is the last where one has more than half of what still counts', () => {
    const counts = [
      { option: 0, votes: 10 },
      { option: 1, votes: 8 },
    ];
    expect(roundWords(options, { counts, exhausted: 0, eliminated: [] })).toBe('“甲”过了半数。');
  });

  test('is the last where nobody is behind', () => {
    const counts = [
      { option: 0, votes: 9 },
      { option: 1, votes: 9 },
    ];
    expect(roundWords(options, { counts, exhausted: 0, eliminated: [] })).toBe(
      '剩下的票数相同，分不出先后。',
    );
  });
});
