/** The pages of the mini-program that notices lead to. */
export const shiftPage = (shiftId: string): string => `/packages/duty/pages/shift/index?shiftId=${shiftId}`;
export const SWAPS_PAGE = '/packages/duty/pages/swaps/index';
