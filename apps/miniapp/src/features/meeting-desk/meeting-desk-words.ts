import type { Meeting, MeetingState } from '@shangju/contracts';
import { invitedWords, meetingTime } from '@/features/meetings/meeting-words';
import type { MeetingBody } from './meeting-form';

/** A meeting in one sentence: 3 月 8 日 周日 14:00–16:00 在社区活动室开“八月议事会”，请商户来，3 个议题。 */
export function meetingSentence(
  { title, place, startsAt, endsAt, invited, agenda, pointsForAttendance }: MeetingBody,
  now: Date,
): string {
  const items = agenda.length === 0 ? '议题还没写' : `${agenda.length} 个议题`;
  const points = pointsForAttendance > 0 ? `，扫码签到得 ${pointsForAttendance} 分` : '';
  const when = meetingTime({ startsAt, endsAt }, now);
  return `${when} 在${place}开“${title}”，请${invitedWords(invited)}来，${items}${points}。`;
}

/** What an admin is told when a meeting has come to a state. */
export const MEETING_DONE_WORDS: Record<MeetingState, string> = {
  draft: '存成草稿了，随时可以接着写。',
  published: '发布了，请的人都会收到消息。',
  'under-way': '开始了，可以签到了。',
  closed: '会开完了，接下来写纪要。',
  'minutes-published': '纪要公布了，大家都看得到。',
};

/** What the saved change of a published meeting brings about. */
export function editConsequence(meeting: Pick<Meeting, 'state'>, changes: Partial<MeetingBody>): string {
  if (meeting.state === 'draft') return '还是草稿，只有商会管理员看得到。';
  return 'startsAt' in changes || 'place' in changes
    ? '时间或地点改了，请的人会收到消息。'
    : '改好马上生效；时间和地点没变，不另发消息。';
}
