/** A list read page by page, newest first. */
export interface PagedList<Item> {
  items: readonly Item[];
  hasMore: boolean;
}

/**
 * One list out of several, newest first. It ends where the next item of a list that has more may belong; `more`
 * are the lists (by their place) that must be read on before it can go on.
 */
export function mergeNewestFirst<Item extends { at: string }>(
  lists: readonly PagedList<Item>[],
): { items: Item[]; more: number[] } {
  const ends = lists.map(({ items, hasMore }) => (hasMore ? (items[items.length - 1]?.at ?? NEVER_YET) : ''));
  const end = [...ends].sort()[ends.length - 1] ?? '';
  const items = lists
    .flatMap((list) => list.items)
    .filter(({ at }) => at >= end)
    .sort((one, other) => (one.at < other.at ? 1 : one.at > other.at ? -1 : 0));
  return { items, more: end === '' ? [] : lists.flatMap((_, list) => (ends[list] === end ? [list] : [])) };
}

/** After every instant in ISO 8601. */
const NEVER_YET = '~';
