/** The addresses of the pages of meetings. */
export const RECORDS_PAGE = '/packages/meetings/pages/records/index';
export const FOLLOW_UPS_PAGE = '/packages/meetings/pages/follow-ups/index';

/** @param code a sign-in code that was scanned just now, so that nobody has to scan it twice */
export function meetingPage(meetingId: string, code?: string): string {
  const address = `/packages/meetings/pages/meeting/index?meetingId=${meetingId}`;
  return code === undefined ? address : `${address}&code=${code}`;
}
