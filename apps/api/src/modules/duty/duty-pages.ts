/** The pages of the mini-program that notices lead to. */
export const shiftPage = (shiftId: string): string => `/packages/duty/pages/shift/index?shiftId=${shiftId}`;
export const SWAPS_PAGE = '/packages/duty/pages/swaps/index';

/** Of the admins of the roster's association; one person may run several. */
export const findingsPage = (roster: RosterPlace): string => rosterPage('roster-findings', roster);
export const rosterSwapsPage = (roster: RosterPlace): string => rosterPage('roster-swaps', roster);

interface RosterPlace {
  id: string;
  associationId: string;
}

const rosterPage = (page: string, { id, associationId }: RosterPlace): string =>
  `/packages/association/pages/${page}/index?associationId=${associationId}&rosterId=${id}`;
