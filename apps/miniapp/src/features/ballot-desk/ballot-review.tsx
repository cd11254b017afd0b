import type { Ballot, NewBallot } from '@shangju/contracts';
import { BALLOT_TEMPLATES, ruleSentence, smallElectorateNote } from '@shangju/rules';
import { View } from '@tarojs/components';
import { BallotHead, BallotRuleCard } from '@/features/ballots/ballot-head';
import { secrecyWords } from '@/features/ballots/ballot-words';
import { NOTHING_CHOSEN } from '@/features/ballots/choice-making';
import { VoteOptions } from '@/features/ballots/vote-options';
import { aria } from '@/ui/aria';
import { Card } from '@/ui/card';
import { ListRow } from '@/ui/list-row';
import { Section } from '@/ui/section';
import './ballot-desk.scss';
import { fineWords, timesSentence, whoWords } from './ballot-desk-words';

import { BallotFact } from './ballot-fact';
import { type BallotForm, type BallotFormErrors, type Electorates, numbersOf, ruleOf } from './ballot-form';
import type { BallotStep } from './ballot-step-props';

/** All of a ballot before it is published: the rule as one sentence, what to be careful about, and the voter's page. */
export function BallotReview({
  form,
  body,
  errors,
  electorates,
  associationName,
  now,
  onEdit,
}: {
  form: BallotForm;
  body: NewBallot | undefined;
  errors: BallotFormErrors;
  electorates: Electorates;
  associationName: string;
  now: Date;
  onEdit: (step: BallotStep) => void;
}) {
  const rule = ruleOf(form, electorates);
  const numbers = numbersOf(form, electorates);
  const isSound = errors.fine === undefined && errors.who === undefined && errors.options === undefined;
  const caution = smallElectorateNote(rule, numbers);
  const template = BALLOT_TEMPLATES.find(({ key }) => key === form.templateKey);
  const wrong = Object.values(errors);
  return (
    <>
      <Card>
        {isSound ? (
          <View className="ballot-desk__sentence figures">{ruleSentence(rule, numbers)}。</View>
        ) : null}
        {body ? (
          <View className="ballot-desk__soft figures">
            {timesSentence(body, now)} · {secrecyWords(form.secret)}
          </View>
        ) : null}
        {wrong.map((words) => (
          <BallotFact key={words} tone="wrong">
            {words}
          </BallotFact>
        ))}
        {caution === null ? null : <BallotFact tone="caution">{caution}。</BallotFact>}
        {form.corrects === null ? null : (
          <BallotFact icon="history">更正以前的一次表决，两边的页面都会写明。</BallotFact>
        )}
        <BallotFact>发布以后问题和规则就定住了，谁也不能改，有表决权的都会收到消息。</BallotFact>
      </Card>
      <Section title="要改哪里">
        <Card flush>
          <ListRow
            icon="document"
            title="请大家定什么"
            detail={form.question || '还没写'}
            onTap={() => onEdit('question')}
          />
          <ListRow
            icon="users"
            title="谁投、什么时候、记不记名"
            detail={`${whoWords(form, electorates)} · ${form.secret ? '不记名' : '记名'}`}
            onTap={() => onEdit('who')}
          />
          <ListRow
            icon="vote"
            title="哪种规则"
            detail={template?.name ?? '自己定的规则'}
            onTap={() => onEdit('template')}
          />
          <ListRow
            icon="settings"
            title="细则"
            detail={fineWords(rule, form.objectionDays)}
            onTap={() => onEdit('fine')}
          />
        </Card>
      </Section>
      {isSound && body ? (
        <Section title="投票的人看到的样子">
          <View className="ballot-desk__preview" {...aria({ hidden: true })}>
            <Preview ballot={asVotersSeeIt({ form, body, electorates, associationName, now })} now={now} />
          </View>
        </Section>
      ) : null}
    </>
  );
}

function Preview({ ballot, now }: { ballot: Ballot; now: Date }) {
  return (
    <>
      <BallotHead ballot={ballot} now={now} />
      <BallotRuleCard ballot={ballot} />
      <VoteOptions rule={ballot.rule} draft={NOTHING_CHOSEN} onChange={nothing} />
    </>
  );
}

const nothing = () => undefined;

function asVotersSeeIt({
  form,
  body,
  electorates,
  associationName,
  now,
}: {
  form: BallotForm;
  body: NewBallot;
  electorates: Electorates;
  associationName: string;
  now: Date;
}): Ballot {
  const { rule } = body;
  const numbers = numbersOf(form, electorates);
  const caution = smallElectorateNote(rule, numbers);
  const eligible = numbers.reduce((sum, register) => sum + register.eligible, 0);
  return {
    id: '',
    number: 0,
    associationId: '',
    associationName,
    meetingId: null,
    agendaItemId: form.agendaItemId,
    state: Date.parse(body.opensAt) <= now.getTime() ? 'open' : 'published',
    question: body.question,
    secret: rule.secret,
    opensAt: body.opensAt,
    closesAt: body.closesAt,
    myUnitCount: 1,
    myCastCount: 0,
    outcome: null,
    verdictSentence: null,
    text: body.text ?? '',
    rule,
    ruleSentence: ruleSentence(rule, numbers),
    cautions: caution === null ? [] : [caution],
    registers: numbers.map(({ name, unitWord, eligible: units, eligibleAreaCm2 }) => ({
      name,
      unitWord,
      eligible: units,
      areaCm2: eligibleAreaCm2,
    })),
    objectionDays: form.objectionDays,
    objectionsUntil: null,
    corrects: form.corrects,
    correctedBy: null,
    extensions: [],
    turnout: rule.showsTurnout ? { tookPart: 0, eligible } : null,
    electorateDigest: null,
    myUnits: [],
    codeUrl: '',
    closedAt: null,
  };
}
