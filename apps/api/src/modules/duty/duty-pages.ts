/** The pages of the mini-program that notices lead to. */
export const shiftPage = (shiftId: string): string => `/packages/duty/pages/shift/index?shiftId=${shiftId}`;
export const SWAPS_PAGE = '/packages/duty/pages/swaps/index';
export const findingsPage = (rosterId: string): string =>
  `/packages/duty/pages/findings/index?rosterId=${rosterId}`;
export const rosterSwapsPage = (rosterId: string): string =>
  `/packages/duty/pages/roster-swaps/index?rosterId=${rosterId}`;
