/**
 * The address at which a meeting is written.
 * @param meetingId of the one to change; undefined for a new one
 */
export function meetingEditPage(associationId: string, meetingId?: string): string {
  const address = `/packages/association/pages/meeting-edit/index?associationId=${associationId}`;
  return meetingId === undefined ? address : `${address}&meetingId=${meetingId}`;
}

type MeetingPageName = 'meeting-desk' | 'meeting-sign-in' | 'meeting-minutes';

/** The address of a page on which the admins look after one meeting. */
export function meetingDeskPage(page: MeetingPageName, meetingId: string): string {
  return `/packages/association/pages/${page}/index?meetingId=${meetingId}`;
}
