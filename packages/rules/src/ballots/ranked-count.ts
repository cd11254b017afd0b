import type { RankedRound } from './tally.ts';
import type { VoteGroup } from './votes.ts';

interface RankedCount {
  readonly rounds: readonly RankedRound[];
  readonly winners: readonly number[];
  readonly tied: readonly number[];
}

/**
 * Instant run-off: each vote counts for the option that it likes best of those still in. An option with more
 * than half of the votes that still rank one wins. Otherwise all options with the fewest votes are taken out
 * together, so that no lot and no order of the list decides between them; if that would leave none, those
 * that are left are tied. Without a vote that ranks anything nobody wins.
 */
export function countRanked(optionCount: number, groups: readonly VoteGroup[]): RankedCount {
  const rounds: RankedRound[] = [];
  const all = groups.reduce((total, { votes }) => total + votes, 0);
  let left = Array.from({ length: optionCount }, (_, option) => option);
  while (true) {
    const counts = countRound(left, groups);
    const ranking = counts.reduce((total, { votes }) => total + votes, 0);
    const finish = (winners: number[], tied: number[]): RankedCount => {
      rounds.push({ counts, exhausted: all - ranking, eliminated: [] });
      return { rounds, winners, tied };
    };
    if (ranking === 0) return finish([], []);
    const winner = counts.find(({ votes }) => votes > ranking - votes);
    if (winner !== undefined) return finish([winner.option], []);
    const fewest = Math.min(...counts.map(({ votes }) => votes));
    const eliminated = counts.filter(({ votes }) => votes === fewest).map(({ option }) => option);
    if (eliminated.length === left.length) return finish([], left);
    rounds.push({ counts, exhausted: all - ranking, eliminated });
    left = left.filter((option) => !eliminated.includes(option));
  }
}

function countRound(left: readonly number[], groups: readonly VoteGroup[]): RankedRound['counts'] {
  const votesOf = new Map(left.map((option) => [option, 0]));
  for (const { choices, votes } of groups) {
    const best = choices.find((option) => votesOf.has(option));
    if (best !== undefined) votesOf.set(best, (votesOf.get(best) ?? 0) + votes);
  }
  return Array.from(votesOf, ([option, votes]) => ({ option, votes }));
}
