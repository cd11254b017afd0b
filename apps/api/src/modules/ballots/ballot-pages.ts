/** The pages of the mini-program that notices lead to. */
export const ballotPage = (ballotId: string): string =>
  `/packages/meetings/pages/ballot/index?ballotId=${ballotId}`;
export const resultPage = (ballotId: string): string =>
  `/packages/meetings/pages/result/index?ballotId=${ballotId}`;
