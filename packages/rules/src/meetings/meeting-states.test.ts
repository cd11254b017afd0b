import { describe, expect, test } from 'vitest';
import { type MeetingAct, type MeetingState, meetingTransition } from './meeting-states.ts';

const STATES: MeetingState[] = ['draft', 'published', 'under-way', 'closed', 'minutes-published'];
const REFUSED = '—';

describe('A meeting', () => {
  test.for<[MeetingAct, ...string[]]>([
    //                  draft        published    under-way    closed               minutes-published
    ['edit', 'draft', 'published', 'under-way', REFUSED, REFUSED],
    ['publish', 'published', REFUSED, REFUSED, REFUSED, REFUSED],
    ['open', REFUSED, 'under-way', REFUSED, REFUSED, REFUSED],
    ['close', REFUSED, REFUSED, 'closed', REFUSED, REFUSED],
    ['publish-minutes', REFUSED, REFUSED, REFUSED, 'minutes-published', 'minutes-published'],
    ['sign-in', REFUSED, REFUSED, 'under-way', REFUSED, REFUSED],
    ['ask', REFUSED, 'published', 'under-way', REFUSED, REFUSED],
    ['add-follow-up', REFUSED, REFUSED, 'under-way', 'closed', 'minutes-published'],
  ])('answers %s in each of its states', ([act, ...expected]) => {
    const answers = STATES.map((state) => {
      const transition = meetingTransition(state, act);
      if (transition.ok) return transition.state;
      expect(transition).toEqual({ ok: false, code: 'meeting-state-conflict', meetingState: state });
      return REFUSED;
    });
    expect(answers).toEqual(expected);
  });
});
