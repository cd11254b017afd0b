import type { Location, Roster } from '@shangju/contracts';
import { distanceM } from '@shangju/rules';

const NEAREST_M = 10;

/** Where something was found, as people say it: 鱼巷，离巷子中间约 40 米. */
export function findingPlace(
  location: Location | null,
  roster: Pick<Roster, 'lane' | 'location'> | undefined,
): string {
  const lane = roster?.lane ?? '';
  if (location === null) return lane === '' ? '没有记下位置' : `${lane}，没有记下具体位置`;
  if (!roster?.location) return lane === '' ? '记下了位置' : `${lane}，记下了位置`;
  const metres = Math.round(distanceM(location, roster.location) / NEAREST_M) * NEAREST_M;
  return metres === 0 ? `${lane}中间` : `${lane}，离中间约 ${metres} 米`;
}
