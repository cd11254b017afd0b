import type { Ballot } from '@shangju/contracts';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { failureWords } from '@/services/failure-words';
import { notify } from '@/services/notices';
import { useTopOf } from '@/services/page-top';
import { goBack, replacePage } from '@/services/places';
import { streetNow } from '@/services/street-clock';
import { Button } from '@/ui/button';
import { Page } from '@/ui/page';
import { Sheet } from '@/ui/sheet';
import './ballot-desk.scss';
import { ballotDeskPage } from './ballot-desk-pages';
import { timesSentence, whoWords } from './ballot-desk-words';
import { type BallotForm, type BallotFormErrors, bodyOf, type Electorates, errorsIn } from './ballot-form';
import { BallotReview } from './ballot-review';
import type { BallotStep, BallotStepProps } from './ballot-step-props';
import { QuestionStep, TemplateStep, WhoAndWhenStep } from './ballot-steps';
import { FineStep } from './fine-step';
import { unfinishedBallot } from './unfinished-ballot';
import { useBallotSave } from './use-ballot-save';

const STEPS: Record<BallotStep, { title: string; fields: (keyof BallotFormErrors)[] }> = {
  template: { title: '哪种规则', fields: [] },
  question: { title: '请大家定什么', fields: ['question', 'options'] },
  who: { title: '谁投、什么时候', fields: ['who', 'when'] },
  fine: { title: '细则', fields: ['fine'] },
};

/** In this order for a new one; the fine rules are set by the template. */
const ORDER: readonly BallotStep[] = ['template', 'question', 'who'];

/**
 * A ballot in three short steps, then all of it as a sentence and as the voter sees it; published with one
 * confirmation. What was begun stays on this phone, a draft on the server.
 */
export function BallotEditor({
  associationId,
  associationName,
  electorates,
  before,
  begin,
}: {
  associationId: string;
  associationName: string;
  electorates: Electorates;
  /** The draft as it is saved; undefined for a new one. */
  before: Ballot | undefined;
  begin: BallotForm;
}) {
  const [unfinished] = useState(() => (before ? undefined : unfinishedBallot.read(associationId, begin)));
  const [isResumed, setResumed] = useState(unfinished !== undefined);
  const [form, setForm] = useState<BallotForm>(unfinished ?? begin);
  // A correction begins with all that the ballot said which it corrects.
  const isWhole = before !== undefined || begin.corrects !== null;
  const [step, setStep] = useState<BallotStep | 'review'>(isWhole ? 'review' : 'template');
  const [reviewed, setReviewed] = useState(isWhole);
  const [asked, setAsked] = useState(false);
  const [asking, setAsking] = useState(false);
  const saving = useBallotSave({
    associationId,
    before,
    onSaved: (ballot) => {
      unfinishedBallot.forget(associationId);
      if (ballot.state === 'draft') {
        notify('存成草稿了，随时可以接着写。', 'good');
        goBack();
      } else {
        notify('发布了，有表决权的都会收到消息。', 'good');
        replacePage(ballotDeskPage(ballot.id));
      }
    },
  });
  useTopOf(String(step));

  const now = streetNow();
  const errors = errorsIn(form, { electorates, now });
  const title = before ? '改表决' : begin.corrects === null ? '新的表决' : '更正的表决';
  const keep = (next: BallotForm) => {
    setForm(next);
    if (!before) unfinishedBallot.keep(associationId, next);
  };
  const startOver = () => {
    unfinishedBallot.forget(associationId);
    setForm(begin);
    setResumed(false);
  };
  const goTo = (next: BallotStep | 'review') => {
    setAsked(false);
    setReviewed(reviewed || next === 'review');
    setStep(next);
  };

  if (step === 'review') {
    const body = bodyOf(form, { electorates, now });
    const firstWrong = Object.values(errors)[0];
    const save = (publish: boolean) =>
      body &&
      saving.mutate(
        { body, publish },
        {
          onError: (failure) => notify(failureWords(failure), 'alarm'),
          onSettled: () => setAsking(false),
        },
      );
    return (
      <Page
        title={title}
        bottom={
          <View className="ballot-desk__bottom">
            {firstWrong === undefined ? (
              <Button text="存为草稿" loading={saving.isPending} onTap={() => save(false)} />
            ) : null}
            <Button
              kind="main"
              text="发布"
              loading={saving.isPending}
              disabledReason={firstWrong}
              onTap={() => setAsking(true)}
            />
          </View>
        }
      >
        <BallotReview
          form={form}
          body={body}
          errors={errors}
          electorates={electorates}
          associationName={associationName}
          now={now}
          onEdit={goTo}
        />
        <Sheet
          open={asking && body !== undefined}
          question={`发布“${form.question.trim()}”？`}
          detail={
            body ? `${whoWords(form, electorates)}来投，${timesSentence(body, now)}。发布后不能改。` : ''
          }
          confirmText="发布"
          busy={saving.isPending}
          onConfirm={() => save(true)}
          onCancel={() => setAsking(false)}
        />
      </Page>
    );
  }

  const { title: heading, fields } = STEPS[step];
  const place = ORDER.indexOf(step);
  const head = (
    <View>
      {reviewed ? null : (
        <View className="ballot-desk__place">
          第 {place + 1} 步，共 {ORDER.length} 步
        </View>
      )}
      <View className="ballot-desk__title">{heading}</View>
      {isResumed && step === 'template' && !reviewed ? (
        <View className="ballot-desk__resumed">
          <View>上次写到“{form.question.trim() || '还没写问题'}”。</View>
          <Button kind="quiet" narrow text="从头写" onTap={startOver} />
        </View>
      ) : null}
    </View>
  );
  if (step === 'template') {
    return (
      <Page
        title={title}
        {...(reviewed ? { bottom: <Button text="不换了" onTap={() => goTo('review')} /> } : {})}
      >
        {head}
        <TemplateStep
          form={form}
          onChoose={(next) => {
            keep(next);
            goTo(reviewed ? 'review' : 'question');
          }}
        />
      </Page>
    );
  }
  const onward = () => {
    if (fields.some((field) => errors[field] !== undefined)) return setAsked(true);
    goTo(reviewed ? 'review' : (ORDER[place + 1] ?? 'review'));
  };
  return (
    <Page
      title={title}
      bottom={
        <View className="ballot-desk__bottom">
          {reviewed ? null : <Button text="上一步" onTap={() => goTo(ORDER[place - 1] ?? 'template')} />}
          <Button kind="main" text={reviewed ? '改好了' : '下一步'} onTap={onward} />
        </View>
      }
    >
      {head}
      <Step
        step={step}
        form={form}
        set={(change) => keep({ ...form, ...change })}
        errors={asked || reviewed ? errors : {}}
        electorates={electorates}
        associationId={associationId}
      />
    </Page>
  );
}

function Step({ step, ...props }: BallotStepProps & { step: Exclude<BallotStep, 'template'> }) {
  switch (step) {
    case 'question':
      return <QuestionStep {...props} />;
    case 'who':
      return <WhoAndWhenStep {...props} />;
    case 'fine':
      return <FineStep {...props} />;
  }
}
