import type { Verdict } from '@shangju/contracts';

export type RankedRound = NonNullable<Verdict['registers'][number]['rounds']>[number];

/** What came of a round of an instant run-off: who fell out, or why it was the last. */
export function roundWords(
  options: readonly string[],
  { counts, exhausted, eliminated }: RankedRound,
): string {
  const used = exhausted > 0 ? `有 ${exhausted} 票排的都去掉了，或者没排，不再算。` : '';
  return `${outcome(options, counts, eliminated)}${used}`;
}

function outcome(
  options: readonly string[],
  counts: RankedRound['counts'],
  eliminated: readonly number[],
): string {
  const named = (places: readonly number[]) => places.map((option) => `“${options[option] ?? ''}”`).join('');
  if (eliminated.length > 0) return `${named(eliminated)}票最少，去掉，票转给下一位。`;
  const whole = counts.reduce((sum, { votes }) => sum + votes, 0);
  const winner = counts.find(({ votes }) => votes * 2 > whole);
  return winner ? `${named([winner.option])}过了半数。` : '剩下的票数相同，分不出先后。';
}
