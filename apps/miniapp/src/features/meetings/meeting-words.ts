import type { FollowUp, FollowUpState, Meeting, MeetingState, MeetingSummary } from '@shangju/contracts';
import { localDay, sayInstant } from '@shangju/rules';
import { sayClock, sayDay } from '@/features/duty/duty-words';
import type { IconName } from '@/ui/icon';
import type { TagTone } from '@/ui/tag';

interface TagWords {
  tone: TagTone;
  icon: IconName;
  text: string;
}

/** When a meeting is: 今天 14:00–16:00 · 明早 9 点. */
export function meetingTime(
  { startsAt, endsAt }: Pick<MeetingSummary, 'startsAt' | 'endsAt'>,
  now: Date,
): string {
  const start = new Date(startsAt);
  if (endsAt === null) return sayInstant(start, now);
  const end = new Date(endsAt);
  if (localDay(start) !== localDay(end)) return `${sayInstant(start, now)} 到 ${sayInstant(end, now)}`;
  return `${sayDay(localDay(start), now)} ${sayClock(start)}–${sayClock(end)}`;
}

/** True for meetings that people go to today, or are sitting in. */
export function isNow({ state, startsAt }: Pick<MeetingSummary, 'state' | 'startsAt'>, now: Date): boolean {
  return state === 'under-way' || (state === 'published' && localDay(new Date(startsAt)) === localDay(now));
}

export const MEETING_TAGS: Record<MeetingState, TagWords> = {
  draft: { tone: 'blue', icon: 'edit', text: '草稿' },
  published: { tone: 'blue', icon: 'calendar', text: '要开的会' },
  'under-way': { tone: 'green', icon: 'users', text: '正在开' },
  closed: { tone: 'amber', icon: 'clock', text: '开完了，等纪要' },
  'minutes-published': { tone: 'green', icon: 'document', text: '纪要出来了' },
};

/** Who is asked to come: 商户和居民. */
export function invitedWords(invited: Meeting['invited']): string {
  const names = { merchants: '商户', residents: '居民' };
  return invited.map((group) => names[group]).join('和');
}

const FOLLOW_UP_TAGS: Record<FollowUpState, TagWords> = {
  open: { tone: 'amber', icon: 'clock', text: '在办' },
  done: { tone: 'green', icon: 'check', text: '办好了' },
  dropped: { tone: 'blue', icon: 'minus', text: '不办了' },
};

/** How a follow-up stands; one that is late says so. */
export function followUpTag({ state, overdue }: Pick<FollowUp, 'state' | 'overdue'>): TagWords {
  return overdue && state === 'open'
    ? { tone: 'alarm', icon: 'alert', text: '过期没办' }
    : FOLLOW_UP_TAGS[state];
}

/** Who does it until when: 王芳 · 3 月 8 日 周日前. */
export function followUpWords({ who, until }: Pick<FollowUp, 'who' | 'until'>, now: Date): string {
  return `${who} · ${sayDay(until, now)}前`;
}
