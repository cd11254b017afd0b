import { describe, expect, test } from 'vitest';
import { enteredWords, fineWords, timesSentence, turnoutWords, unitOf, whoWords } from './ballot-desk-words';
import { newForm } from './ballot-form';
import { wallTime } from './ballot-wall-words';

const NOW = new Date('2026-12-01T02:30:45.000Z');
const ELECTORATES = {
  merchants: { associationId: 'a', name: '永安里商户', eligible: 48 },
  households: { communityId: 'c', name: '文化宫住户', eligible: 120, areaCm2: 0, withoutArea: 0 },
};

describe('The words of the desk', () => {
  test('say that a ballot opens as soon as it is published, or when', () => {
    const closesAt = '2026-12-04T02:30:00.000Z';
    expect(timesSentence({ opensAt: '2026-12-01T02:30:00.000Z', closesAt }, NOW)).toBe(
      '一发布就开始，12 月 4 日 10:30 截止',
    );
    expect(timesSentence({ opensAt: '2026-12-02T06:00:00.000Z', closesAt }, NOW)).toBe(
      '明天 14:00 开始，12 月 4 日 10:30 截止',
    );
  });

  test('say who votes, with how many there are', () => {
    const form = newForm({});
    expect(whoWords({ ...form, who: 'both' }, ELECTORATES)).toBe(
      '永安里商户 48 家和文化宫住户 120 户，两边都要过',
    );
    expect(
      whoWords({ ...form, who: 'list', listed: [{ id: 'a', name: '甲', kind: 'merchant' }] }, ELECTORATES),
    ).toBe('理事会 1 家');
  });

  test('say what the rule sentence leaves out', () => {
    expect(fineWords({ changeable: true, showsTurnout: false }, 0)).toBe(
      '投了能改 · 结束前不显示几家投了 · 结束后不收异议',
    );
  });

  test('say how many are missing, in what they are counted in', () => {
    expect(turnoutWords(12, 48, '家')).toBe('一共 48 家，还差 36 家');
    expect(turnoutWords(48, 48, '家')).toBe('48 家都投了');
    const register = { name: '', eligible: 1, areaCm2: null };
    expect(unitOf({ registers: [{ ...register, unitWord: '户' }] })).toBe('户');
    expect(
      unitOf({
        registers: [
          { ...register, unitWord: '户' },
          { ...register, unitWord: '家商户' },
        ],
      }),
    ).toBe('票');
  });

  test('never say what was entered', () => {
    expect(enteredWords({ state: 'waiting', unitName: '鱼巷 3 号' })).toBe(
      '鱼巷 3 号的票录好了，等另一位管理员也录一遍',
    );
  });

  test('on the wall name the day itself', () => {
    expect(wallTime('2026-12-04T02:30:00.000Z')).toBe('2026 年 12 月 4 日（周五）10:30');
    expect(wallTime('2026-12-31T16:05:00.000Z')).toBe('2027 年 1 月 1 日（周五）00:05');
  });
});
