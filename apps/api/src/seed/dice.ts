import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { must } from '../must.ts';

/** A seeded source of chance: the same throws on every machine. */
export interface Dice {
  /** A whole number, both ends included. */
  between(least: number, most: number): number;
  /** True in that share of the throws. */
  chance(share: number): boolean;
  pick<Item>(from: readonly Item[]): Item;
  /** One of them, in proportion to its weight. At least one weight is above 0. */
  pickWeighted<Item>(from: readonly Item[], weightOf: (item: Item) => number): Item;
  shuffled<Item>(items: readonly Item[]): Item[];
  bytes(count: number): Uint8Array;
}

export function dice(seed: number): Dice {
  const source = xoroshiro128plus(seed);
  const between = (least: number, most: number) => uniformInt(source, least, most);
  return {
    between,
    chance: (share) => uniformFloat64(source) < share,
    pick: (from) => must(from[between(0, from.length - 1)]),
    pickWeighted(from, weightOf) {
      const weights = from.map(weightOf);
      let left = uniformFloat64(source) * weights.reduce((sum, weight) => sum + weight, 0);
      const index = weights.findIndex((weight) => {
        left -= weight;
        return left < 0;
      });
      // Rounding may leave a rest beyond the last weight.
      return must(from[index >= 0 ? index : weights.findLastIndex((weight) => weight > 0)]);
    },
    shuffled(items) {
      const cards = items.map((item) => ({ item, at: source.next() }));
      return cards.sort((one, other) => one.at - other.at).map(({ item }) => item);
    },
    bytes: (count) => Uint8Array.from({ length: count }, () => between(0, 255)),
  };
}
