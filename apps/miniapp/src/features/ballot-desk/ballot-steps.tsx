import type { Unit } from '@shangju/contracts';
import { BALLOT_TEMPLATES, localDay } from '@shangju/rules';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { useUnits } from '@/features/registers/use-units';
import { streetNow } from '@/services/street-clock';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Choices } from '@/ui/choices';
import { Field } from '@/ui/field';
import { Icon } from '@/ui/icon';
import { ListRow } from '@/ui/list-row';
import { Loaded } from '@/ui/loaded';
import { MomentInput } from '@/ui/moment-input';
import { Section } from '@/ui/section';
import { Skeleton } from '@/ui/skeleton';
import { Stepper } from '@/ui/stepper';
import { Tappable } from '@/ui/tappable';
import './ballot-desk.scss';
import { BallotFact } from './ballot-fact';
import {
  type BallotForm,
  isForAgainst,
  LIST_NAME_MAX,
  OPTION_MAX,
  QUESTION_MAX,
  TEXT_MAX,
  type When,
  type Who,
  withTemplate,
} from './ballot-form';
import type { BallotStepProps } from './ballot-step-props';

/** The usual rules by name: a tap chooses one and goes on. */
export function TemplateStep({ form, onChoose }: { form: BallotForm; onChoose: (form: BallotForm) => void }) {
  return (
    <Card flush>
      {BALLOT_TEMPLATES.map((template) => (
        <Tappable
          key={template.key}
          className="ballot-desk__template"
          label={`${template.name}：${template.about}`}
          onTap={() => onChoose(withTemplate(form, template))}
        >
          <View className="ballot-desk__template-words">
            <View className="ballot-desk__template-name">{template.name}</View>
            <View className="ballot-desk__soft">{template.about}</View>
          </View>
          <Icon name={form.templateKey === template.key ? 'check' : 'forward'} size="small" />
        </Tappable>
      ))}
    </Card>
  );
}

/** What is asked, what it is about, and what can be chosen. */
export function QuestionStep({ form, set, errors }: BallotStepProps) {
  const [withText, setWithText] = useState(form.text !== '');
  return (
    <>
      <Field
        long
        label="问题"
        placeholder={isForAgainst(form.fine) ? '比如：鱼巷晚上 10 点后不外摆' : '比如：推选一家当本月红旗店'}
        hint="一句话说清楚，投票的人先看到它。"
        maxLength={QUESTION_MAX}
        value={form.question}
        error={errors.question}
        onChange={(question) => set({ question })}
      />
      {isForAgainst(form.fine) ? null : <Options form={form} set={set} error={errors.options} />}
      {withText ? (
        <Field
          long
          label="说明（可以不写）"
          placeholder="为什么要定、定了以后怎么办、花多少钱"
          maxLength={TEXT_MAX}
          value={form.text}
          onChange={(text) => set({ text })}
        />
      ) : (
        <Button icon="document" text="加一段说明" onTap={() => setWithText(true)} />
      )}
    </>
  );
}

const OPTIONS_MAX = 30;

function Options({
  form,
  set,
  error,
}: Pick<BallotStepProps, 'form' | 'set'> & { error: string | undefined }) {
  const { options, fine } = form;
  const { method } = fine;
  const setMethod = (change: { most?: number; seats?: number }) =>
    method.kind === 'up-to' && set({ fine: { ...fine, method: { ...method, ...change } } });
  return (
    <Section title="可以选的">
      <View className="ballot-desk__inputs">
        {options.map((option, at) => (
          <Field
            // Options have nothing but their place to tell them apart while they are written.
            // biome-ignore lint/suspicious/noArrayIndexKey: the place is what they are known by
            key={at}
            label={`第 ${at + 1} 个`}
            placeholder={at === 0 ? '比如：鱼巷口小面' : ''}
            maxLength={OPTION_MAX}
            value={option}
            onChange={(text) => set({ options: options.map((one, place) => (place === at ? text : one)) })}
          />
        ))}
      </View>
      {error === undefined ? null : <BallotFact tone="wrong">{error}</BallotFact>}
      {options.length < OPTIONS_MAX ? (
        <Button icon="plus" text="再加一个" onTap={() => set({ options: [...options, ''] })} />
      ) : null}
      {method.kind === 'up-to' ? (
        <Card flush>
          <Stepper
            label="每票最多选"
            unit=" 个"
            min={1}
            max={OPTIONS_MAX}
            value={method.most}
            onChange={(most) => setMethod({ most })}
          />
          <Stepper
            label="选出"
            unit=" 个"
            min={1}
            max={OPTIONS_MAX}
            value={method.seats}
            onChange={(seats) => setMethod({ seats })}
          />
        </Card>
      ) : null}
    </Section>
  );
}

/** Who votes, from when until when, and whether it is said who voted what. */
export function WhoAndWhenStep(props: BallotStepProps) {
  const { form, set, errors } = props;
  const now = streetNow();
  return (
    <>
      <WhoVotes {...props} />
      <Choices label="什么时候投" choices={WHENS} selected={form.when} onSelect={(when) => set({ when })} />
      {form.when === 'own' ? (
        <>
          <MomentInput
            label="开始"
            instant={form.opensAt}
            first={localDay(now)}
            usualTime="09:00"
            onChange={(opensAt) => set({ opensAt })}
          />
          {form.opensAt === undefined ? <BallotFact>不选开始，就是一发布就开始。</BallotFact> : null}
          <MomentInput
            label="截止"
            instant={form.closesAt}
            first={localDay(now)}
            onChange={(closesAt) => set({ closesAt })}
          />
        </>
      ) : null}
      {errors.when === undefined ? null : <BallotFact tone="wrong">{errors.when}</BallotFact>}
      <Choices
        label="记名吗"
        choices={[
          { key: 'open', text: '记名' },
          { key: 'secret', text: '不记名' },
        ]}
        selected={form.secret ? 'secret' : 'open'}
        onSelect={(key) => set({ secret: key === 'secret' })}
      />
      <BallotFact>
        {form.secret
          ? '谁投了看得到，投了什么谁也看不到，管理员也看不到。'
          : '结束后公布谁投了什么；结束前谁也看不到票数。'}
      </BallotFact>
      {errors.fine === undefined ? null : <BallotFact tone="wrong">{errors.fine}</BallotFact>}
    </>
  );
}

const WHENS: readonly { key: When; text: string }[] = [
  { key: 'days-1', text: '现在开始 1 天' },
  { key: 'days-3', text: '现在开始 3 天' },
  { key: 'days-7', text: '现在开始 7 天' },
  { key: 'own', text: '自己定' },
];

function WhoVotes({ form, set, errors, electorates, associationId }: BallotStepProps) {
  const { merchants, households } = electorates;
  const choices: { key: Who; text: string }[] = [
    { key: 'merchants', text: `商户 ${merchants.eligible} 家` },
    { key: 'households', text: `住户 ${households.eligible} 户` },
    ...(isForAgainst(form.fine) ? [{ key: 'both' as const, text: '两边都要过' }] : []),
    { key: 'list', text: '点名几家' },
  ];
  return (
    <>
      <Choices label="谁来投" choices={choices} selected={form.who} onSelect={(who) => set({ who })} />
      <BallotFact>{WHO_NOTES[form.who]}</BallotFact>
      {form.who === 'list' ? <ListedUnits form={form} set={set} associationId={associationId} /> : null}
      {errors.who === undefined ? null : <BallotFact tone="wrong">{errors.who}</BallotFact>}
    </>
  );
}

const WHO_NOTES: Record<Who, string> = {
  merchants: '一家店一票，店主或店主指定的店员来投。',
  households: '一户一票，社区核实过的家里人谁投都行。',
  both: '商户和住户分开数，两边都通过才算通过。',
  list: '只有点到名的能投，一家一票、一户一票。',
};

function ListedUnits({
  form: { listed, listName },
  set,
  associationId,
}: Pick<BallotStepProps, 'form' | 'set' | 'associationId'>) {
  const [word, setWord] = useState('');
  const units = useUnits(associationId, word);
  const add = ({ id, name, kind }: Unit) => {
    set({ listed: [...listed, { id, name, kind }] });
    setWord('');
  };
  const notYet = ({ items }: { items: readonly Unit[] }) =>
    items.filter(({ id }) => !listed.some((one) => one.id === id));
  return (
    <>
      <Field
        label="名单叫什么"
        placeholder="理事会"
        maxLength={LIST_NAME_MAX}
        value={listName}
        onChange={(name) => set({ listName: name })}
      />
      <Field
        label="加一家店或一户"
        placeholder="店名里的字，或门牌号"
        maxLength={40}
        value={word}
        onChange={setWord}
      />
      {word.trim() === '' ? null : (
        <Card flush>
          <Loaded query={units} skeleton={<Skeleton rows={2} />} lost="名单还在，没有丢。">
            {(found) =>
              notYet(found).length === 0 ? (
                <ListRow title="没有这一家" detail="换个字再找；已经在名单里的不再列出来" />
              ) : (
                notYet(found).map((unit) => (
                  <ListRow
                    key={unit.id}
                    icon="plus"
                    title={unit.name}
                    detail={unit.kind === 'merchant' ? '商户' : '住户'}
                    onTap={() => add(unit)}
                  />
                ))
              )
            }
          </Loaded>
        </Card>
      )}
      <Section title={`名单 ${listed.length} 家`}>
        <Card flush>
          {listed.length === 0 ? (
            <ListRow title="还没有" detail="在上面打店名里的字或门牌号，加进来" />
          ) : null}
          {listed.map(({ id, name }) => (
            <ListRow
              key={id}
              title={name}
              end={
                <Button
                  kind="quiet"
                  narrow
                  text={`去掉${name}`}
                  onTap={() => set({ listed: listed.filter((one) => one.id !== id) })}
                />
              }
            />
          ))}
        </Card>
      </Section>
    </>
  );
}
