/** The page of the mini-program that notices lead to. */
export const meetingPage = (meetingId: string): string =>
  `/packages/meetings/pages/meeting/index?meetingId=${meetingId}`;
