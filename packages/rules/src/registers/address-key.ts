/** Two addresses with the same key are the same door: spaces, width and case of letters don't matter. */
export const addressKey = (address: string): string =>
  address.normalize('NFKC').replace(/\s+/gu, '').toLowerCase();

/** The keys under which a door may stand in a register: without the name of its community in front, and with it. */
export function doorKeys(address: string, communityName: string): [bare: string, whole: string] {
  const key = addressKey(address);
  const name = addressKey(communityName);
  const bare = key.startsWith(name) ? key.slice(name.length) : key;
  return [bare, name + bare];
}
