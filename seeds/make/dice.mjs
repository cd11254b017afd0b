/** A seeded source of chance (mulberry32), the same on every machine. */
export function dice(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (low, high) => low + Math.floor(next() * (high - low + 1));
  return {
    /** A whole number, both ends included. */
    between,
    chance: (share) => next() < share,
    pick: (list) => list[between(0, list.length - 1)],
    shuffled(list) {
      const cards = [...list];
      for (let last = cards.length - 1; last > 0; last--) {
        const other = between(0, last);
        [cards[last], cards[other]] = [cards[other], cards[last]];
      }
      return cards;
    },
  };
}
