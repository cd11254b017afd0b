import { describe, expect, test } from 'vitest';
import { channelWords, countRows, quorumWords, thresholdWords } from './register-counts';

const register = {
  name: '鱼巷商户',
  unitWord: '家商户',
  eligible: 48,
  eligibleAreaCm2: 40_000_000,
  present: null,
  presentAreaCm2: null,
  tookPart: 36,
  tookPartAreaCm2: 30_005_000,
  channels: { phone: 30, paper: 4, telephone: 0, door: 2 },
  counts: [
    { option: 0, votes: 20, areaCm2: 16_000_000 },
    { option: 1, votes: 14, areaCm2: 12_000_000 },
  ],
  abstentions: 2,
  abstentionsAreaCm2: 2_005_000,
  quorum: { neededUnits: 32, neededAreaCm2: 26_666_667, met: true },
  leader: { option: 0, votes: 20, areaCm2: 16_000_000 },
  threshold: {
    baseUnits: 36,
    baseAreaCm2: 30_005_000,
    neededVotes: 19,
    neededAreaCm2: 15_002_501,
    met: true,
  },
  rounds: null,
  passed: true,
};

describe('A register of a result', () => {
  test('has a bar for each option, and one for those who chose none', () => {
    const rows = countRows({ method: { kind: 'one-of' }, options: ['甲', '乙'] }, register, [0]);
    expect(rows.map(({ label, words, strong }) => [label, words, strong])).toEqual([
      ['甲', '20 票', true],
      ['乙', '14 票', false],
      ['弃权', '2 票', false],
    ]);
    expect(rows[2]?.note).toBe('200.5 平方米');
  });

  test('marks no winner where people were for or against', () => {
    const rows = countRows(
      { method: { kind: 'for-against' }, options: ['同意', '反对', '弃权'] },
      register,
      [0],
    );
    expect(rows.map(({ strong }) => strong)).toEqual([false, false]);
  });

  test('says what was needed and what came, by number and by area', () => {
    expect(quorumWords(register)).toBe(
      '至少要 32 家商户，来了 36 家商户；面积至少要 2666.6667 平方米，来了 3000.5 平方米',
    );
    expect(thresholdWords(register)).toBe(
      '至少要 19 票，得了 20 票；面积至少要 1500.2501 平方米，得了 1600 平方米',
    );
    expect(quorumWords({ ...register, quorum: null })).toBeUndefined();
  });

  test('says by which ways votes came', () => {
    expect(channelWords(register.channels)).toBe('手机 30 · 纸票 4 · 上门 2');
  });
});
