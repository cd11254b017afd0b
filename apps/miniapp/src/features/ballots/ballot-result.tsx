import type { Ballot, BallotResult as Result } from '@shangju/contracts';
import { sayInstant } from '@shangju/rules';
import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useEffect } from 'react';
import { problemCode } from '@/services/api';
import { openPage } from '@/services/places';
import { streetNow } from '@/services/street-clock';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { FoldedText } from '@/ui/folded-text';
import { Icon } from '@/ui/icon';
import { Loaded } from '@/ui/loaded';
import { Section } from '@/ui/section';
import { Skeleton } from '@/ui/skeleton';
import { BallotLinks } from './ballot-head';
import { ballotPage, publishedVotesPage } from './ballot-pages';
import './ballot-result.scss';
import { OUTCOME_WORDS } from './ballot-words';
import { CheckItYourself } from './check-it-yourself';
import { FindMyVote } from './find-my-vote';
import { Objections } from './objections';
import { RegisterResult } from './register-result';
import { useBallot } from './use-ballot';
import { useResult } from './use-result';

/** How a ballot ended and why, by numbers that everybody can check. */
export function BallotResult({ ballotId }: { ballotId: string }) {
  const ballot = useBallot(ballotId);
  const result = useResult(ballotId);
  const notYet = problemCode(result.error) === 'ballot-not-closed';
  useEffect(() => {
    if (notYet) void Taro.redirectTo({ url: ballotPage(ballotId) });
  }, [notYet, ballotId]);
  if (notYet) return <ResultSkeleton />;
  return (
    <Loaded query={result} skeleton={<ResultSkeleton />}>
      {(found) => (
        <>
          <VerdictCard result={found} />
          {ballot.data ? <BallotLinks ballot={ballot.data} /> : null}
          <Registers result={found} />
          {ballot.data ? <AfterVerdict ballot={ballot.data} result={found} /> : <ResultSkeleton />}
        </>
      )}
    </Loaded>
  );
}

function VerdictCard({ result: { verdict, closedAt, revealNote } }: { result: Result }) {
  const { icon, text } = OUTCOME_WORDS[verdict.outcome];
  return (
    <>
      <Card className={`ballot-result__verdict ballot-result__verdict--${verdict.outcome}`}>
        <View className="ballot-result__outcome">
          <Icon name={icon} size="large" />
          <View className="ballot-result__word">{text}</View>
        </View>
        <View className="ballot-result__sentence">{verdict.sentence}。</View>
      </Card>
      <Card>
        <View className="ballot-result__question">{verdict.question}</View>
        {verdict.text === '' ? null : <FoldedText text={verdict.text} />}
        <View className="ballot-result__soft">规则：{verdict.ruleSentence}。</View>
        <View className="ballot-result__soft">
          {sayInstant(new Date(closedAt), streetNow())} 结束，结果定下后谁也改不了。
        </View>
        {revealNote === null ? null : (
          <View className="ballot-result__note">
            <Icon name="info" size="small" />
            <View>{revealNote}。</View>
          </View>
        )}
      </Card>
    </>
  );
}

function Registers({ result: { verdict } }: { result: Result }) {
  const several = verdict.registers.length > 1;
  return (
    <>
      {verdict.registers.map((register) => (
        <Section key={register.name} title={several ? register.name : '票数'}>
          <RegisterResult verdict={verdict} register={register} several={several} />
        </Section>
      ))}
    </>
  );
}

function AfterVerdict({ ballot, result }: { ballot: Ballot; result: Result }) {
  return (
    <>
      <FindMyVote ballot={ballot} />
      <Button
        icon="list"
        text={ballot.secret ? '看公布的名单（回执码—投了什么）' : '看公布的名单（谁投了什么）'}
        onTap={() => openPage(publishedVotesPage(ballot.id))}
      />
      <Objections ballot={ballot} />
      <CheckItYourself ballot={ballot} result={result} />
    </>
  );
}

function ResultSkeleton() {
  return (
    <>
      <Card>
        <Skeleton shape="number" />
      </Card>
      <Card>
        <Skeleton rows={4} />
      </Card>
    </>
  );
}
