export type MeetingState = 'draft' | 'published' | 'under-way' | 'closed' | 'minutes-published';

/** What admins do to a meeting, and what others do at it. */
export type MeetingAct =
  | 'edit'
  | 'publish'
  | 'open'
  | 'close'
  | 'publish-minutes'
  | 'sign-in'
  | 'ask'
  | 'add-follow-up';

export type MeetingTransition =
  | { readonly ok: true; readonly state: MeetingState }
  | { readonly ok: false; readonly code: 'meeting-state-conflict'; readonly meetingState: MeetingState };

/**
 * The state after an act.
 *
 * - It only goes forward. What a meeting was about stands from its close on; what was wrong is said in the
 *   minutes, which may be published again.
 * - One signs in while it is under way: an earlier scan would say that somebody was there who only came by.
 * - A question can be sent in from the invitation until the close.
 * - Follow-ups may be noted as soon as people sit together, and as long as the meeting is remembered.
 */
export function meetingTransition(state: MeetingState, act: MeetingAct): MeetingTransition {
  const next = TRANSITIONS[act][state];
  return next === undefined
    ? { ok: false, code: 'meeting-state-conflict', meetingState: state }
    : { ok: true, state: next };
}

const TRANSITIONS: Readonly<Record<MeetingAct, Readonly<Partial<Record<MeetingState, MeetingState>>>>> = {
  edit: { draft: 'draft', published: 'published', 'under-way': 'under-way' },
  publish: { draft: 'published' },
  open: { published: 'under-way' },
  close: { 'under-way': 'closed' },
  'publish-minutes': { closed: 'minutes-published', 'minutes-published': 'minutes-published' },
  'sign-in': { 'under-way': 'under-way' },
  ask: { published: 'published', 'under-way': 'under-way' },
  'add-follow-up': {
    'under-way': 'under-way',
    closed: 'closed',
    'minutes-published': 'minutes-published',
  },
};
