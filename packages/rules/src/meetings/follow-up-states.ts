import type { LocalDay } from '../street-time.ts';

export type FollowUpState = 'open' | 'done' | 'dropped';

export type FollowUpTransition =
  | { readonly ok: true; readonly state: FollowUpState }
  | { readonly ok: false; readonly code: 'follow-up-ended'; readonly followUpState: FollowUpState };

/**
 * The state after a step that says how far it is. An open one may stay open. One that is done or dropped stays
 * so: people were shown it with its pictures; what is to be done after all is a new follow-up.
 */
export function followUpTransition(state: FollowUpState, said: FollowUpState): FollowUpTransition {
  return state === 'open'
    ? { ok: true, state: said }
    : { ok: false, code: 'follow-up-ended', followUpState: state };
}

/** Whether its last day has passed and it is still to be done. */
export function isFollowUpOverdue(
  { state, until }: { readonly state: FollowUpState; readonly until: LocalDay },
  today: LocalDay,
): boolean {
  return state === 'open' && until < today;
}
