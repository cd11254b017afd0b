import { type MeetingScan, type ProblemSummary, problemDetail } from '@shangju/contracts';
import type { MeetingFound } from '../meetings/index.ts';

/** What a meeting's sign-in code is to the person who scanned it: the way to sign in. */
export const presentMeetingScan = ({ meeting, points, refusal }: MeetingFound): MeetingScan => ({
  kind: 'meeting',
  meeting,
  actions: [{ act: 'sign-in', points, refusal: refusal ? summaryOf(refusal) : null }],
});

function summaryOf(no: NonNullable<MeetingFound['refusal']>): ProblemSummary {
  return no.code === 'meeting-state-conflict'
    ? { code: no.code, detail: problemDetail(no.code, no) }
    : { code: no.code, detail: problemDetail(no.code, undefined) };
}
