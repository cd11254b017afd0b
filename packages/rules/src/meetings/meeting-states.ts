export type MeetingState = 'draft' | 'published' | 'under-way' | 'closed' | 'minutes-published';

/** What can be done with a meeting, by its admins and by those who come. */
export type MeetingAct =
  | 'edit'
  | 'publish'
  | 'open'
  | 'close'
  | 'publish-minutes'
  | 'sign-in'
  | 'ask'
  | 'note-follow-up';

interface Course {
  /** In which states it can be done. */
  readonly from: readonly MeetingState[];
  /** What the meeting is then; missing where it stays what it was. */
  readonly to?: MeetingState;
}

const COURSES: Record<MeetingAct, Course> = {
  edit: { from: ['draft', 'published', 'under-way'] },
  publish: { from: ['draft'], to: 'published' },
  open: { from: ['published'], to: 'under-way' },
  close: { from: ['under-way'], to: 'closed' },
  // Again: a new version of them.
  'publish-minutes': { from: ['closed', 'minutes-published'], to: 'minutes-published' },
  'sign-in': { from: ['under-way'] },
  ask: { from: ['published', 'under-way'] },
  'note-follow-up': { from: ['under-way', 'closed', 'minutes-published'] },
};

/** What a meeting is after an act; undefined where it can't be done in this state. */
export function meetingAfter(act: MeetingAct, state: MeetingState): MeetingState | undefined {
  const { from, to } = COURSES[act];
  return from.includes(state) ? (to ?? state) : undefined;
}

const REACH_MS = 2 * 366 * 24 * 60 * 60 * 1000;

/** Whether it can be held so: it starts in the future, within two years, and ends after it starts. */
export const areMeetingTimes = (
  { startsAt, endsAt }: { readonly startsAt: Date; readonly endsAt: Date | null },
  now: Date,
): boolean => {
  const last = new Date(now.getTime() + REACH_MS);
  return startsAt > now && startsAt < last && (endsAt === null || (endsAt > startsAt && endsAt < last));
};
