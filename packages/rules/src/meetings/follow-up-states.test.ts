import { describe, expect, test } from 'vitest';
import { followUpTransition, isFollowUpOverdue } from './follow-up-states.ts';

const STATES = ['open', 'done', 'dropped'] as const;

describe('A follow-up', () => {
  test.for(STATES)('that is open becomes what is said of it: %s', (said) => {
    expect(followUpTransition('open', said)).toEqual({ ok: true, state: said });
  });

  test.for(['done', 'dropped'] as const)('that is %s stays so', (state) => {
    for (const said of STATES) {
      expect(followUpTransition(state, said)).toEqual({
        ok: false,
        code: 'follow-up-ended',
        followUpState: state,
      });
    }
  });

  test('is overdue from the day after its last day on, until it is done or dropped', () => {
    const until = '2026-03-31';
    expect(isFollowUpOverdue({ state: 'open', until }, '2026-03-31')).toBe(false);
    expect(isFollowUpOverdue({ state: 'open', until }, '2026-04-01')).toBe(true);
    expect(isFollowUpOverdue({ state: 'done', until }, '2026-04-01')).toBe(false);
    expect(isFollowUpOverdue({ state: 'dropped', until }, '2026-04-01')).toBe(false);
  });
});
