import type { Verdict } from '@shangju/contracts';
import { View } from '@tarojs/components';
import { Card } from '@/ui/card';
import { CountBar } from '@/ui/count-bar';
import { Tag } from '@/ui/tag';
import { RankedRounds } from './ranked-rounds';
import { channelWords, countRows, quorumWords, thresholdWords } from './register-counts';
import './register-result.scss';

/** One register of a result: what each option got, whether enough took part, and by which ways. */
export function RegisterResult({
  verdict,
  register,
  several,
}: {
  verdict: Verdict;
  register: Verdict['registers'][number];
  /** More than one register: each says for itself whether it passed. */
  several: boolean;
}) {
  const { unitWord, eligible, tookPart, rounds, quorum, threshold } = register;
  const quorumSaid = quorumWords(register);
  const thresholdSaid = thresholdWords(register);
  const channels = channelWords(register.channels);
  return (
    <>
      <Card>
        {several ? (
          <Tag
            {...(register.passed
              ? { tone: 'green', text: '这边通过' }
              : { tone: 'alarm', icon: 'close', text: '这边没通过' })}
          />
        ) : null}
        <View className="register-result__bars">
          {countRows(verdict.rule, register, verdict.winners).map(({ key, ...row }) => (
            <CountBar key={key} whole={tookPart} {...row} />
          ))}
        </View>
        {thresholdSaid === undefined || threshold === null ? null : (
          <Check met={threshold.met} good="票够了" bad="票不够" words={thresholdSaid} />
        )}
      </Card>
      {rounds === null ? null : <RankedRounds options={verdict.rule.options} rounds={rounds} />}
      <Card>
        <CountBar
          label="参加"
          words={`${tookPart} / ${eligible} ${unitWord}`}
          count={tookPart}
          whole={eligible}
          note={channels === '' ? undefined : channels}
        />
        {quorumSaid === undefined || quorum === null ? null : (
          <Check met={quorum.met} good="人数够了" bad="人数不够" words={quorumSaid} />
        )}
      </Card>
    </>
  );
}

function Check({ met, good, bad, words }: { met: boolean; good: string; bad: string; words: string }) {
  return (
    <View className="register-result__check">
      <Tag {...(met ? { tone: 'green', text: good } : { tone: 'alarm', icon: 'close', text: bad })} />
      <View className="register-result__words figures">{words}</View>
    </View>
  );
}
