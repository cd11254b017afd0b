import type { BallotSummary } from '@shangju/contracts';
import { View } from '@tarojs/components';
import { openPage } from '@/services/places';
import { Icon } from '@/ui/icon';
import { Tag } from '@/ui/tag';
import { Tappable } from '@/ui/tappable';
import { pageOfBallot } from './ballot-pages';
import './ballot-row.scss';
import { stateTag, whenWords } from './ballot-words';

type Shown = Pick<
  BallotSummary,
  | 'id'
  | 'state'
  | 'question'
  | 'opensAt'
  | 'closesAt'
  | 'outcome'
  | 'verdictSentence'
  | 'myUnitCount'
  | 'myCastCount'
>;

/** A ballot in a list: how it stands, the question, and when or why. */
export function BallotRow({ ballot, now }: { ballot: Shown; now: Date }) {
  const { state, question, verdictSentence, myUnitCount, myCastCount } = ballot;
  return (
    <Tappable className="ballot-row" role="link" onTap={() => openPage(pageOfBallot(ballot))}>
      <View className="ballot-row__words">
        <View className="ballot-row__tags">
          <Tag {...stateTag(ballot, now)} />
          {state === 'open' && myUnitCount > 0 && myCastCount === myUnitCount ? (
            <Tag tone="green" text="您投过了" />
          ) : null}
        </View>
        <View className="ballot-row__question">{question}</View>
        <View className="ballot-row__detail figures">
          {state === 'closed' ? verdictSentence : whenWords(ballot, now)}
        </View>
      </View>
      <Icon name="forward" size="small" />
    </Tappable>
  );
}
