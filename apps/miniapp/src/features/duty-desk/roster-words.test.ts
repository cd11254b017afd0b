import { describe, expect, test } from 'vitest';
import { NEW_ROSTER, type RosterForm } from './roster-form';
import { rosterSentence, sayAway, sayPublished, sayTimes, sayWeekdays } from './roster-words';

describe('a roster in words', () => {
  test('is one sentence after another, from who to what it earns', () => {
    expect(rosterSentence(form({}))).toBe(
      '鱼巷街区管家：48 家轮流，每天早班 08:00–14:00、晚班 14:00–20:00，一家大约 24 天轮到一次。每次巡查看 6 样。换班两家说好就行。值班不发积分。',
    );
  });

  test('says approval, points and closed days where there are any', () => {
    const words = rosterSentence(
      form({
        swapNeedsApproval: true,
        pointsPerShift: 10,
        closedDays: ['2027-02-06'],
        weekdays: [1, 2, 3, 4, 5],
      }),
    );
    expect(words).toContain('周一到周五早班');
    expect(words).toContain('一家大约 34 天轮到一次');
    expect(words).toContain('换班要您同意。值完一班得 10 分。有 1 天歇业不排。');
  });

  test('names days as people do', () => {
    expect(sayWeekdays([7, 6, 5, 4, 3, 2, 1])).toBe('每天');
    expect(sayWeekdays([3, 1])).toBe('周一、周三');
    expect(sayWeekdays([6, 7])).toBe('周六、周日');
  });

  test('says that a night shift ends on the next day', () => {
    expect(sayTimes({ startsAt: '20:00', endsAt: '02:00' })).toBe('20:00–次日 02:00');
    expect(sayTimes({ startsAt: '08:00', endsAt: '08:00' })).toBe('08:00–次日 08:00');
    expect(sayTimes({ startsAt: '08:00', endsAt: '14:00' })).toBe('08:00–14:00');
  });

  test('says how far it is published, and when it is time to go on', () => {
    expect(sayPublished(null, '2026-11-24').runsOut).toBe(true);
    expect(sayPublished('2026-12-21', '2026-11-24')).toEqual({
      text: '排到 12 月 21 日，还有 27 天',
      runsOut: false,
    });
    expect(sayPublished('2026-12-07', '2026-11-24').runsOut).toBe(true);
    expect(sayPublished('2026-11-24', '2026-11-24').text).toBe('排到 11 月 24 日，今天是最后一天');
    expect(sayPublished('2026-11-20', '2026-11-24').text).toBe('排到 11 月 20 日，已经排完');
  });

  test('says one day away, or several', () => {
    expect(sayAway({ from: '2026-09-03', to: '2026-09-03' })).toBe('9 月 3 日来不了');
    expect(sayAway({ from: '2026-09-03', to: '2026-09-09' })).toBe('9 月 3 日到 9 月 9 日来不了');
  });
});

function form(change: Partial<RosterForm>): RosterForm {
  const members = Array.from({ length: 48 }, (_, index) => ({
    merchantId: String(index),
    merchantName: `第 ${index} 家`,
    away: [],
  }));
  return { ...NEW_ROSTER, lane: '鱼巷', members, ...change };
}
