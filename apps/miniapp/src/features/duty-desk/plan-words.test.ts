import type { PlannedShift } from '@shangju/contracts';
import { describe, expect, test } from 'vitest';
import { countPlan, planSentence, publishedWords } from './plan-words';

const MEMBERS = ['江边鲜鱼', '老灶茶馆', '转角书店'].map((merchantName) => ({
  merchantId: merchantName,
  merchantName,
}));
const DAYS = { from: '2026-12-01', to: '2026-12-31' };

describe('a plan in words', () => {
  test('says how many turns how many shops have, those without one too', () => {
    const counts = countPlan([turn('江边鲜鱼'), turn('老灶茶馆'), turn('江边鲜鱼')], MEMBERS);
    expect(counts.groups).toEqual([
      { turns: 2, names: ['江边鲜鱼'] },
      { turns: 1, names: ['老灶茶馆'] },
      { turns: 0, names: ['转角书店'] },
    ]);
    expect(planSentence(DAYS, counts, 0)).toBe(
      '12 月 1 日到 12 月 31 日排 3 班：1 家各 2 班，1 家各 1 班，1 家没有轮到。',
    );
  });

  test('says what is settled and stays', () => {
    expect(planSentence({ from: '2026-12-01', to: '2026-12-01' }, countPlan([], MEMBERS), 2)).toBe(
      '12 月 1 日没有要排的班。另有 2 班已经定了，不动。',
    );
  });

  test('says after publishing what has changed, and nothing else', () => {
    expect(publishedWords({ made: 62, removed: 0, kept: 3 })).toBe('发布好了：新排 62 班，原样留着 3 班。');
    expect(publishedWords({ made: 2, removed: 1, kept: 0 })).toBe('发布好了：新排 2 班，撤掉 1 班。');
    expect(publishedWords({ made: 0, removed: 0, kept: 0 })).toBe('这些天没有要排的班。');
  });
});

function turn(merchantName: string): PlannedShift {
  return {
    merchantId: merchantName,
    merchantName,
    day: '2026-12-01',
    name: '早班',
    startsAt: '2026-12-01T00:00:00.000Z',
    endsAt: '2026-12-01T06:00:00.000Z',
  };
}
