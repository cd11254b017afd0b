/** The addresses of the pages of duty. */
export const MY_SHIFTS_PAGE = '/packages/duty/pages/my-shifts/index';
export const SWAPS_PAGE = '/packages/duty/pages/swaps/index';

/** @param code a plaque that was scanned just now, so that nobody has to scan it twice */
export function shiftPage(shiftId: string, code?: string): string {
  const address = `/packages/duty/pages/shift/index?shiftId=${shiftId}`;
  return code === undefined ? address : `${address}&code=${code}`;
}

export function patrolPage(shiftId: string): string {
  return `/packages/duty/pages/patrol/index?shiftId=${shiftId}`;
}

export function handOverPage(shiftId: string): string {
  return `/packages/duty/pages/hand-over/index?shiftId=${shiftId}`;
}

export function wallPage(rosterId?: string): string {
  const address = '/packages/duty/pages/wall/index';
  return rosterId === undefined ? address : `${address}?rosterId=${rosterId}`;
}
