import type { Ballot, PaperVote } from '@shangju/contracts';
import { View } from '@tarojs/components';
import { CHANNEL_WORDS, sayChoices } from '@/features/ballots/ballot-words';
import { groupsOf } from '@/features/ballots/receipt-code';
import { receiptPicture } from '@/features/ballots/receipt-drawing';
import { goBack } from '@/services/places';
import { aria } from '@/ui/aria';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Page } from '@/ui/page';
import { SavePictureButton } from '@/ui/save-picture-button';
import { Tag } from '@/ui/tag';
import './ballot-desk.scss';
import { enteredWords } from './ballot-desk-words';
import { BallotFact } from './ballot-fact';

/** What became of a vote that was entered: in, waiting, or entered otherwise by somebody else. */
export function EnteredVote({
  ballot,
  entered,
  onNext,
  onAgain,
}: {
  ballot: Ballot;
  entered: PaperVote;
  onNext: () => void;
  /** Enters the same unit's vote once more. */
  onAgain: () => void;
}) {
  const { state, receipt } = entered;
  return (
    <Page
      title="录一张票"
      bottom={
        <View className="ballot-desk__bottom">
          <Button text="录完了" onTap={goBack} />
          {state === 'differs' ? (
            <Button kind="main" text="我再录一遍" onTap={onAgain} />
          ) : (
            <Button
              kind="main"
              icon={receipt === null ? 'plus' : 'check'}
              text={receipt === null ? '录下一张' : '交给他了'}
              onTap={onNext}
            />
          )}
        </View>
      }
    >
      <Card>
        <View {...aria({ role: 'status', live: 'polite' })}>
          <Tag {...TAGS[state]} />
          <View className="ballot-desk__title">{enteredWords(entered)}</View>
        </View>
        {state === 'waiting' ? (
          <BallotFact>
            请另一位管理员打开这个表决，在“录了一半的票”里再录一遍。您录了什么，对方看不到。
          </BallotFact>
        ) : null}
      </Card>
      {state === 'differs' ? <Differs ballot={ballot} entered={entered} /> : null}
      {receipt === null ? null : <Receipt ballot={ballot} receipt={receipt} unitName={entered.unitName} />}
    </Page>
  );
}

const TAGS = {
  counted: { tone: 'green', text: '算进去了' },
  waiting: { tone: 'amber', text: '等第二位' },
  differs: { tone: 'alarm', text: '两位录得不一样' },
} as const;

function Differs({ ballot, entered: { entries } }: { ballot: Ballot; entered: PaperVote }) {
  return (
    <Card>
      <View className="ballot-desk__sides">
        {entries.map(({ byName, choices, channel }) => (
          <View key={byName} className="ballot-desk__side">
            <View className="ballot-desk__soft">{byName}录的</View>
            <View className="ballot-desk__title">{sayChoices(ballot.rule, choices)}</View>
            <View className="ballot-desk__soft">{CHANNEL_WORDS[channel]}</View>
          </View>
        ))}
      </View>
      <BallotFact>拿出票来一起再看一遍，谁错了谁再录一遍。</BallotFact>
    </Card>
  );
}

function Receipt({ ballot, receipt, unitName }: { ballot: Ballot; receipt: string; unitName: string }) {
  const groups = groupsOf(receipt.replaceAll('-', ''));
  return (
    <>
      <Card title={`给${unitName}的回执码`}>
        <View
          className="ballot-desk__receipt figures"
          {...aria({
            role: 'img',
            label: `回执码 ${groups.map((group) => [...group].join(' ')).join('，')}`,
          })}
        >
          {groups.map((group, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: groups may repeat, their order is all they have
            <View key={at}>{group}</View>
          ))}
        </View>
        <BallotFact tone="caution">
          只显示这一次：念给投票的人，或抄在纸上交给他。结束后凭它查到自己的票，别留给别人看。
        </BallotFact>
      </Card>
      <SavePictureButton
        picture={receiptPicture({ ...ballot, receipt })}
        fileName={`投票回执 ${ballot.number}`}
        savedWords="存好了，交给投票的人以后就删掉。"
      />
    </>
  );
}
