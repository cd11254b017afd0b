import { isCodeFresh } from '../codes/code-steps.ts';
import { type MeetingState, meetingAfter } from './meeting-states.ts';

export interface SignInState {
  readonly now: Date;
  readonly meeting: { readonly number: number; readonly state: MeetingState };
  /** Whether the person has signed in before. */
  readonly signedIn: boolean;
}

export type SignInOutcome =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly code: 'code-other-meeting' | 'code-expired' | 'meeting-state-conflict' | 'already-signed-in';
    };

/** Signs a person in by the meeting's turning code, which shows that they are there. */
export function decideSignIn(
  { now, meeting, signedIn }: SignInState,
  code: { readonly subject: number; readonly step: number },
): SignInOutcome {
  if (code.subject !== meeting.number) return { ok: false, code: 'code-other-meeting' };
  if (!isCodeFresh(code.step, now)) return { ok: false, code: 'code-expired' };
  if (meetingAfter('sign-in', meeting.state) === undefined)
    return { ok: false, code: 'meeting-state-conflict' };
  return signedIn ? { ok: false, code: 'already-signed-in' } : { ok: true };
}
