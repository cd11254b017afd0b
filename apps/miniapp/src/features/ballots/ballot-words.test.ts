import { describe, expect, test } from 'vitest';
import { askToCast, sayChoices, stateTag, whenWords } from './ballot-words';

const now = new Date('2026-03-05T04:00:00Z');
const open = {
  state: 'open' as const,
  opensAt: '2026-03-01T04:00:00.000Z',
  closesAt: '2026-03-08T10:00:00.000Z',
  outcome: null,
};

describe('What was chosen', () => {
  const options = ['甲', '乙', '丙'];

  test('is said by the words of its options', () => {
    expect(sayChoices({ method: { kind: 'up-to', most: 2, seats: 2 }, options }, [0, 2])).toBe('“甲”“丙”');
  });

  test('has its order where that counts', () => {
    expect(sayChoices({ method: { kind: 'ranked' }, options }, [2, 0])).toBe('1 丙、2 甲');
  });

  test('may be nothing', () => {
    expect(sayChoices({ method: { kind: 'one-of' }, options }, [])).toBe('“弃权”');
  });
});

describe('The question before a vote is cast', () => {
  const options = ['甲', '乙', '丙'];

  test('repeats the vote', () => {
    expect(askToCast({ method: { kind: 'one-of' }, options }, '鱼巷口小面', [1])).toBe(
      '代表 鱼巷口小面 投“乙”？',
    );
    expect(askToCast({ method: { kind: 'ranked' }, options }, '鱼巷口小面', [2, 0])).toBe(
      '代表 鱼巷口小面 这样排：1 丙、2 甲？',
    );
    expect(askToCast({ method: { kind: 'ranked' }, options }, '鱼巷口小面', [])).toBe(
      '代表 鱼巷口小面 投“弃权”？',
    );
  });
});

describe('A ballot', () => {
  test('says how long one can vote', () => {
    expect(whenWords(open, now)).toBe('还剩 3 天 · 3 月 8 日 18:00 截止');
  });

  test('says when it begins', () => {
    expect(whenWords({ ...open, state: 'published', opensAt: '2026-03-05T06:00:00.000Z' }, now)).toBe(
      '今天 14:00 开始，3 月 8 日 18:00 截止',
    );
  });

  test('whose time is over is being counted until somebody hears the result', () => {
    const over = new Date('2026-03-08T10:00:00Z');
    expect(whenWords(open, over)).toBe('时间到了，结果马上出来');
    expect(stateTag(open, over).text).toBe('正在数票');
  });

  test('warns on its last day', () => {
    expect(stateTag(open, new Date('2026-03-07T10:00:01Z'))).toMatchObject({
      tone: 'amber',
      text: '快截止了',
    });
    expect(stateTag(open, now)).toMatchObject({ tone: 'green', text: '正在投票' });
  });

  test('that has closed says how it ended', () => {
    expect(stateTag({ ...open, state: 'closed', outcome: 'no-quorum' }, now).text).toBe('人数不够，没有结果');
  });
});
