import type { Verdict } from '@shangju/contracts';
import { View } from '@tarojs/components';
import { Card } from '@/ui/card';
import { CountBar } from '@/ui/count-bar';
import './register-result.scss';

type Rounds = NonNullable<Verdict['registers'][number]['rounds']>;

/** How an instant run-off went, round by round: who had how many, and who fell out. */
export function RankedRounds({ options, rounds }: { options: readonly string[]; rounds: Rounds }) {
  return (
    <>
      {rounds.map(({ counts, exhausted, eliminated }, at) => {
        const whole = counts.reduce((sum, { votes }) => sum + votes, exhausted);
        return (
          // Rounds have an order and nothing else.
          // biome-ignore lint/suspicious/noArrayIndexKey: a frozen list
          <Card key={at} title={`第 ${at + 1} 轮`}>
            <View className="register-result__bars">
              {counts.map(({ option, votes }) => (
                <CountBar
                  key={option}
                  label={options[option] ?? ''}
                  words={`${votes} 票`}
                  count={votes}
                  whole={whole}
                />
              ))}
            </View>
            <View className="register-result__words">{roundWords(options, eliminated, exhausted)}</View>
          </Card>
        );
      })}
    </>
  );
}

function roundWords(options: readonly string[], eliminated: readonly number[], exhausted: number): string {
  const names = eliminated.map((option) => `“${options[option] ?? ''}”`).join('');
  const out =
    eliminated.length > 0 ? `${names}票最少，去掉，票转给下一位。` : '有一项过了半数，或者没有可比的了。';
  return exhausted > 0 ? `${out}${exhausted} 票排的都已去掉，不再算。` : out;
}
