/** The addresses of the pages of ballots. */
export function ballotPage(ballotId: string): string {
  return `/packages/meetings/pages/ballot/index?ballotId=${ballotId}`;
}

export function resultPage(ballotId: string): string {
  return `/packages/meetings/pages/result/index?ballotId=${ballotId}`;
}

export function publishedVotesPage(ballotId: string): string {
  return `/packages/meetings/pages/published-votes/index?ballotId=${ballotId}`;
}

/** Where a ballot is read: its result once there is one. */
export function pageOfBallot({ id, state }: { id: string; state: string }): string {
  return state === 'closed' ? resultPage(id) : ballotPage(id);
}
