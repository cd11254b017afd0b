/**
 * One key for two ids (which never hold a space): `staff` by person and merchant, `used` by person and offer.
 */
export function pairKey(first: string, second: string): string {
  return `${first} ${second}`;
}
