import type { Ballot } from '@shangju/contracts';
import { View } from '@tarojs/components';
import { openPage } from '@/services/places';
import { Card } from '@/ui/card';
import { CountBar } from '@/ui/count-bar';
import { FoldedText } from '@/ui/folded-text';
import { Icon } from '@/ui/icon';
import { ListRow } from '@/ui/list-row';
import { Section } from '@/ui/section';
import { Tag } from '@/ui/tag';
import './ballot-head.scss';
import { ballotPage, resultPage } from './ballot-pages';
import { secrecyWords, stateTag, whenWords } from './ballot-words';

/** The question, large, with how long there is for it and who learns what. */
export function BallotHead({ ballot, now }: { ballot: Ballot; now: Date }) {
  return (
    <Card>
      <View className="ballot-head__line">
        <Tag {...stateTag(ballot, now)} />
        <View className="ballot-head__soft">{ballot.associationName}</View>
      </View>
      <View className="ballot-head__question">{ballot.question}</View>
      <View className="ballot-head__when figures">{whenWords(ballot, now)}</View>
      {ballot.text === '' ? null : <FoldedText text={ballot.text} />}
    </Card>
  );
}

/** How it is decided, in one sentence with the numbers of this electorate, and how many have voted. */
export function BallotRuleCard({ ballot }: { ballot: Ballot }) {
  const { turnout, registers } = ballot;
  // Households and shops together have no word of their own.
  const unitWord = registers.length === 1 ? registers[0]?.unitWord : '票';
  return (
    <Section title="怎么算">
      <Card>
        <View>{ballot.ruleSentence}。</View>
        <View className="ballot-head__fact">
          <Icon name={ballot.secret ? 'person' : 'users'} size="small" />
          <View>{secrecyWords(ballot.secret)}</View>
        </View>
        <View className="ballot-head__fact">
          <Icon name="edit" size="small" />
          <View>{ballot.rule.changeable ? '投了以后，截止前可以改' : '投出以后不能改'}</View>
        </View>
        {ballot.cautions.map((caution) => (
          <View key={caution} className="ballot-head__fact">
            <Icon name="info" size="small" />
            <View>{caution}</View>
          </View>
        ))}
        {turnout ? (
          <View className="ballot-head__turnout">
            <CountBar
              label="已经投了"
              words={`${turnout.tookPart} / ${turnout.eligible} ${unitWord ?? '票'}`}
              count={turnout.tookPart}
              whole={turnout.eligible}
            />
          </View>
        ) : null}
      </Card>
    </Section>
  );
}

/** What belongs to it: an earlier ballot that it corrects, a later one, and a later end. */
export function BallotLinks({ ballot }: { ballot: Ballot }) {
  const { corrects, correctedBy, extensions } = ballot;
  const held = extensions.filter(({ confirmedAt }) => confirmedAt !== null);
  if (corrects === null && correctedBy === null && held.length === 0) return null;
  return (
    <Card flush>
      {held.map(({ id, reason, proposedByName, confirmedByName }) => (
        <ListRow
          key={id}
          icon="clock"
          title="截止时间延后过"
          detail={`因为：${reason}（${proposedByName}提出，${confirmedByName ?? ''}同意）`}
        />
      ))}
      {corrects === null ? null : (
        <ListRow
          icon="history"
          title="更正了以前的一次表决"
          detail="看以前那次的结果"
          onTap={() => openPage(resultPage(corrects))}
        />
      )}
      {correctedBy === null ? null : (
        <ListRow
          icon="alert"
          title="这次表决已被更正"
          detail="看更正的那次表决"
          onTap={() => openPage(ballotPage(correctedBy))}
        />
      )}
    </Card>
  );
}
