import { must } from '../src/must.ts';

/** One of those that are compared. */
export interface Side {
  name: string;
  /** Measures once: acts a second, or whatever all sides measure. */
  measure(): Promise<number>;
}

/** Of several rounds. */
export interface Figures {
  median: number;
  lowest: number;
  highest: number;
  each: number[];
}

/** Measures all sides in each round, one after another and in turn from both ends, so that none has the better time. */
export async function measureInTurns(sides: readonly Side[], rounds: number): Promise<Map<string, Figures>> {
  const measured = new Map(sides.map(({ name }) => [name, [] as number[]]));
  for (let round = 0; round < rounds; round += 1) {
    for (const { name, measure } of round % 2 === 0 ? sides : sides.toReversed()) {
      must(measured.get(name)).push(await measure());
    }
    const words = sides.map(({ name }) => `${name} ${rounded(must(measured.get(name)?.[round]))}`);
    process.stderr.write(`round ${round + 1} of ${rounds}: ${words.join(' · ')}\n`);
  }
  return new Map([...measured].map(([name, each]) => [name, figuresOf(each)]));
}

export function figuresOf(each: readonly number[]): Figures {
  const sorted = each.toSorted((one, other) => one - other);
  const middle = sorted.length / 2;
  const median =
    sorted.length % 2 === 1
      ? must(sorted[Math.floor(middle)])
      : (must(sorted[middle - 1]) + must(sorted[middle])) / 2;
  return { median, lowest: must(sorted[0]), highest: must(sorted.at(-1)), each: [...each] };
}

/** Round by round: what disturbs the machine disturbs both sides of a round alike. */
export const ratioOf = (one: Figures, other: Figures): Figures =>
  figuresOf(one.each.map((figure, round) => figure / must(other.each[round])));

/** Three digits that matter, at least. */
export function rounded(figure: number): string {
  if (Math.abs(figure) >= 100) return Math.round(figure).toLocaleString('en');
  return figure.toFixed(Math.abs(figure) >= 10 ? 1 : 2);
}
