/** A roster, and the association on whose behalf it is looked after. */
export interface RosterPlace {
  associationId: string;
  rosterId: string;
}

type RosterPageName =
  | 'roster'
  | 'roster-edit'
  | 'roster-publish'
  | 'roster-month'
  | 'roster-shift'
  | 'roster-report'
  | 'roster-findings'
  | 'roster-swaps'
  | 'roster-plaque';

/** The address of a page about one roster. */
export function rosterPage(
  page: RosterPageName,
  { associationId, rosterId }: RosterPlace,
  more: Readonly<Record<string, string>> = {},
): string {
  const address = `/packages/association/pages/${page}/index?associationId=${associationId}&rosterId=${rosterId}`;
  return Object.entries(more).reduce((so, [name, value]) => `${so}&${name}=${value}`, address);
}
