import type { Meeting } from '@shangju/contracts';
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
import './meeting-desk.scss';
import { meetingDeskPage } from './meeting-desk-pages';
import { MEETING_DONE_WORDS, meetingSentence } from './meeting-desk-words';
import {
  bodyOf,
  changesIn,
  errorsIn,
  formOf,
  type MeetingForm,
  type MeetingFormErrors,
  NEW_MEETING,
} from './meeting-form';
import { MeetingReview } from './meeting-review';
import type { MeetingStep, MeetingStepProps } from './meeting-step-props';
import { AgendaStep, WhatStep, WhenStep } from './meeting-steps';
import { unfinishedMeeting } from './unfinished-meeting';
import { useMeetingSave } from './use-meeting-acts';

const STEPS: readonly { key: MeetingStep; title: string; fields: (keyof MeetingFormErrors)[] }[] = [
  { key: 'what', title: '开什么会，在哪里', fields: ['title', 'place'] },
  { key: 'when', title: '什么时候，请谁来', fields: ['startsAt', 'invited'] },
  { key: 'agenda', title: '议什么', fields: ['agenda'] },
];

/** A new meeting in three short steps, then all of it as a sentence; an old one begins there. */
export function MeetingEditor({
  associationId,
  associationName,
  before,
}: {
  associationId: string;
  associationName: string;
  /** Undefined for a new one. */
  before: Meeting | undefined;
}) {
  const [unfinished] = useState(() => (before ? undefined : unfinishedMeeting.read(associationId)));
  const [isResumed, setResumed] = useState(unfinished !== undefined);
  const [form, setForm] = useState<MeetingForm>(() =>
    before ? formOf(before) : (unfinished ?? NEW_MEETING),
  );
  const [step, setStep] = useState<MeetingStep | 'review'>(before ? 'review' : 'what');
  const [reviewed, setReviewed] = useState(before !== undefined);
  const [asked, setAsked] = useState(false);
  const [asking, setAsking] = useState(false);
  const saving = useMeetingSave({ associationId, before });
  useTopOf(String(step));

  const now = streetNow();
  const errors = errorsIn(form, { now, hasBegun: before?.state === 'under-way' });
  const title = before ? '改会议' : '新的会议';
  const set = (change: Partial<MeetingForm>) => {
    const next = { ...form, ...change };
    setForm(next);
    if (!before) unfinishedMeeting.keep(associationId, next);
  };
  const startOver = () => {
    unfinishedMeeting.forget(associationId);
    setForm(NEW_MEETING);
    setResumed(false);
  };
  const goTo = (next: MeetingStep | undefined) => {
    setAsked(false);
    setReviewed(reviewed || next === undefined);
    setStep(next ?? 'review');
  };

  if (step === 'review') {
    const firstWrong = Object.values(errors)[0];
    const body = firstWrong === undefined ? bodyOf(form) : undefined;
    const changes = body && before ? changesIn(body, before) : undefined;
    const isDraft = before === undefined || before.state === 'draft';
    const save = (publish: boolean) =>
      body &&
      saving.mutate(
        { body, publish },
        {
          onSuccess: (meeting) => {
            unfinishedMeeting.forget(associationId);
            notify(isDraft ? MEETING_DONE_WORDS[meeting.state] : '改好了，马上生效。', 'good');
            if (before) goBack();
            else replacePage(meetingDeskPage('meeting-desk', meeting.id));
          },
          onError: (failure) => notify(failureWords(failure), 'alarm'),
          onSettled: () => setAsking(false),
        },
      );
    return (
      <Page
        title={title}
        bottom={
          <View className="meeting-desk__bottom">
            {isDraft && body ? (
              <Button text="存为草稿" loading={saving.isPending} onTap={() => save(false)} />
            ) : null}
            {isDraft ? (
              <Button
                kind="main"
                text="发布"
                loading={saving.isPending}
                disabledReason={firstWrong}
                onTap={() => setAsking(true)}
              />
            ) : (
              <Button
                kind="main"
                text="保存"
                loading={saving.isPending}
                disabledReason={
                  firstWrong ?? (changes && Object.keys(changes).length === 0 ? '还没有改动' : undefined)
                }
                onTap={() => save(false)}
              />
            )}
          </View>
        }
      >
        <MeetingReview
          form={form}
          body={body}
          before={before}
          errors={errors}
          associationName={associationName}
          now={now}
          onEdit={setStep}
        />
        <Sheet
          open={asking && body !== undefined}
          question={`发布“${form.title.trim()}”？`}
          detail={body ? meetingSentence(body, now) : ''}
          confirmText="发布"
          busy={saving.isPending}
          onConfirm={() => save(true)}
          onCancel={() => setAsking(false)}
        />
      </Page>
    );
  }

  const place = STEPS.findIndex(({ key }) => key === step);
  const present = STEPS[place];
  const onward = () => {
    if (present?.fields.some((field) => errors[field] !== undefined)) setAsked(true);
    else goTo(reviewed ? undefined : STEPS[place + 1]?.key);
  };
  return (
    <Page
      title={title}
      bottom={
        <View className="meeting-desk__bottom">
          {place > 0 && !reviewed ? <Button text="上一步" onTap={() => goTo(STEPS[place - 1]?.key)} /> : null}
          <Button kind="main" text={reviewed ? '改好了' : '下一步'} onTap={onward} />
        </View>
      }
    >
      <View>
        {reviewed ? null : (
          <View className="meeting-desk__place">
            第 {place + 1} 步，共 {STEPS.length} 步
          </View>
        )}
        <View className="meeting-desk__title">{present?.title}</View>
        {isResumed && place === 0 && !reviewed ? (
          <View className="meeting-desk__resumed">
            <View>接着上次没写完的。</View>
            <Button kind="quiet" narrow text="从头写" onTap={startOver} />
          </View>
        ) : null}
      </View>
      <Step step={step} form={form} set={set} errors={asked || reviewed ? errors : {}} />
    </Page>
  );
}

function Step({ step, ...props }: MeetingStepProps & { step: MeetingStep }) {
  switch (step) {
    case 'what':
      return <WhatStep {...props} />;
    case 'when':
      return <WhenStep {...props} />;
    case 'agenda':
      return <AgendaStep {...props} />;
  }
}
