import { describe, expect, test } from 'vitest';
import { followUpTag, followUpWords, isNow, meetingTime } from './meeting-words';

const now = new Date('2026-03-05T04:00:00Z');

describe('A meeting', () => {
  test('says when it is', () => {
    const startsAt = '2026-03-05T06:00:00.000Z';
    expect(meetingTime({ startsAt, endsAt: '2026-03-05T08:00:00.000Z' }, now)).toBe('今天 14:00–16:00');
    expect(meetingTime({ startsAt, endsAt: null }, now)).toBe('今天 14:00');
  });

  test('is now on its day, and as long as it goes on', () => {
    const startsAt = '2026-03-05T15:00:00.000Z';
    expect(isNow({ state: 'published', startsAt }, now)).toBe(true);
    expect(isNow({ state: 'published', startsAt: '2026-03-05T16:30:00.000Z' }, now)).toBe(false);
    expect(isNow({ state: 'under-way', startsAt: '2026-03-04T06:00:00.000Z' }, now)).toBe(true);
    expect(isNow({ state: 'closed', startsAt }, now)).toBe(false);
  });
});

describe('A follow-up', () => {
  test('says who does it until when', () => {
    expect(followUpWords({ who: '王芳', until: '2026-03-06' }, now)).toBe('王芳 · 明天前');
  });

  test('that is late says so only while it is not done', () => {
    expect(followUpTag({ state: 'open', overdue: true }).text).toBe('过期没办');
    expect(followUpTag({ state: 'done', overdue: true }).text).toBe('办好了');
  });
});
