import { View } from '@tarojs/components';
import { Card } from '@/ui/card';
import { CountBar } from '@/ui/count-bar';
import './register-result.scss';
import { type RankedRound, roundWords } from './round-words';

/** How an instant run-off went, round by round: who had how many, and who fell out. */
export function RankedRounds({ options, rounds }: { options: readonly string[]; rounds: RankedRound[] }) {
  return (
    <>
      {rounds.map((round, at) => {
        const { counts, exhausted } = round;
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
            <View className="register-result__words">{roundWords(options, round)}</View>
          </Card>
        );
      })}
    </>
  );
}
