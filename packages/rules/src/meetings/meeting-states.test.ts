import { expect, test } from 'vitest';
import { areMeetingTimes, type MeetingAct, type MeetingState, meetingAfter } from './meeting-states.ts';

const STATES: MeetingState[] = ['draft', 'published', 'under-way', 'closed', 'minutes-published'];
const no = undefined;

test.for<[MeetingAct, (MeetingState | undefined)[]]>([
  ['edit', ['draft', 'published', 'under-way', no, no]],
  ['publish', ['published', no, no, no, no]],
  ['open', [no, 'under-way', no, no, no]],
  ['close', [no, no, 'closed', no, no]],
  ['publish-minutes', [no, no, no, 'minutes-published', 'minutes-published']],
  ['sign-in', [no, no, 'under-way', no, no]],
  ['ask', [no, 'published', 'under-way', no, no]],
  ['note-follow-up', [no, no, 'under-way', 'closed', 'minutes-published']],
])('%s: from each state in turn', ([act, after]) => {
  expect(STATES.map((state) => meetingAfter(act, state))).toEqual(after);
});

test('a meeting starts in the future and ends after it starts', () => {
  const now = new Date('2026-12-05T04:00:00Z');
  const at = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
  expect(areMeetingTimes({ startsAt: at(1), endsAt: null }, now)).toBe(true);
  expect(areMeetingTimes({ startsAt: at(1), endsAt: at(2) }, now)).toBe(true);
  expect(areMeetingTimes({ startsAt: at(0), endsAt: null }, now)).toBe(false);
  expect(areMeetingTimes({ startsAt: at(2), endsAt: at(2) }, now)).toBe(false);
  const inTheYear9999 = new Date('9999-12-31T00:00:00Z');
  expect(areMeetingTimes({ startsAt: inTheYear9999, endsAt: null }, now)).toBe(false);
  expect(areMeetingTimes({ startsAt: at(1), endsAt: inTheYear9999 }, now)).toBe(false);
});
