import type { Offer } from '@shangju/contracts';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { failureWords } from '@/services/failure-words';
import { notify } from '@/services/notices';
import { useTopOf } from '@/services/page-top';
import { goBack } from '@/services/places';
import { Button } from '@/ui/button';
import { Page } from '@/ui/page';
import { Sheet } from '@/ui/sheet';
import { editConsequence } from './edit-consequence';
import './offer-editor.scss';
import { bodyOf, errorsIn, formOf, NEW_OFFER, type OfferForm, type OfferFormErrors } from './offer-form';
import { OfferReview } from './offer-review';
import { DaysStep, LimitStep, PriceStep, type StepProps, WhatStep } from './offer-steps';
import { unfinishedOffer } from './unfinished-offer';
import { useOfferSave } from './use-offer-save';

export interface OfferEditorProps {
  merchantId: string;
  merchantName: string;
  /** Undefined for a new offer. */
  before: Offer | undefined;
}

type StepKey = 'what' | 'price' | 'limit' | 'days';

const STEPS: readonly { key: StepKey; title: string; fields: (keyof OfferFormErrors)[] }[] = [
  { key: 'what', title: '客人能换什么', fields: ['title'] },
  { key: 'price', title: '要多少分，有多少份', fields: ['price', 'stock'] },
  { key: 'limit', title: '每人几次，券多久有效', fields: [] },
  { key: 'days', title: '哪些日子能换', fields: ['availableUntil'] },
];

/** A new offer in four short steps, then all of it at once; an old one begins there, each part a tap away. */
export function OfferEditor({ merchantId, merchantName, before }: OfferEditorProps) {
  const [unfinished] = useState(() => (before ? undefined : unfinishedOffer.read(merchantId)));
  const [isResumed, setResumed] = useState(unfinished !== undefined);
  const [form, setForm] = useState<OfferForm>(() => (before ? formOf(before) : (unfinished ?? NEW_OFFER)));
  const [step, setStep] = useState<StepKey | 'review'>(before ? 'review' : 'what');
  const [reviewed, setReviewed] = useState(before !== undefined);
  const [asked, setAsked] = useState(false);
  const save = useOfferSave({
    merchantId,
    before,
    onSaved: ({ status }) => {
      unfinishedOffer.forget(merchantId);
      notify(SAVED_WORDS[status] ?? '已保存。', 'good');
      goBack();
    },
  });
  useTopOf(String(step));

  const set = (change: Partial<OfferForm>) => {
    const next = { ...form, ...change };
    setForm(next);
    if (!before) unfinishedOffer.keep(merchantId, next);
  };
  const startOver = () => {
    unfinishedOffer.forget(merchantId);
    setForm(NEW_OFFER);
    setResumed(false);
  };
  const title = before ? '改兑换项目' : '新的兑换项目';

  if (step === 'review') {
    return <Review title={title} form={form} merchantName={merchantName} save={save} onEdit={setStep} />;
  }

  const place = STEPS.findIndex(({ key }) => key === step);
  const present = STEPS[place] ?? STEPS[0];
  const errors = errorsIn(form);
  const wrong = present?.fields.some((field) => errors[field] !== undefined) ?? false;
  const goTo = (next: StepKey | undefined) => {
    setAsked(false);
    setReviewed(reviewed || next === undefined);
    setStep(next ?? 'review');
  };
  const onward = () => {
    if (wrong) setAsked(true);
    else goTo(reviewed ? undefined : STEPS[place + 1]?.key);
  };
  return (
    <Page
      title={title}
      bottom={
        <View className="offer-editor__bottom">
          {place > 0 && !reviewed ? <Button text="上一步" onTap={() => goTo(STEPS[place - 1]?.key)} /> : null}
          <Button kind="main" text={reviewed ? '改好了' : '下一步'} onTap={onward} />
        </View>
      }
    >
      <View>
        {reviewed ? null : (
          <View className="offer-editor__place">
            第 {place + 1} 步，共 {STEPS.length} 步
          </View>
        )}
        <View className="offer-editor__title">{present?.title}</View>
        {isResumed && place === 0 && !reviewed ? (
          <View className="offer-editor__resumed">
            <View>接着上次没写完的。</View>
            <Button kind="quiet" narrow text="从头写" onTap={startOver} />
          </View>
        ) : null}
      </View>
      <Step step={step} form={form} set={set} errors={asked ? errors : {}} merchantId={merchantId} />
    </Page>
  );
}

function Step({ step, ...props }: StepProps & { step: StepKey }) {
  switch (step) {
    case 'what':
      return <WhatStep {...props} />;
    case 'price':
      return <PriceStep {...props} />;
    case 'limit':
      return <LimitStep {...props} />;
    case 'days':
      return <DaysStep {...props} />;
  }
}

function Review({
  title,
  form,
  merchantName,
  save: { saved, saving },
  onEdit,
}: {
  title: string;
  form: OfferForm;
  merchantName: string;
  save: ReturnType<typeof useOfferSave>;
  onEdit: (step: StepKey) => void;
}) {
  const [asking, setAsking] = useState(false);
  const body = bodyOf(form);
  const consequence = editConsequence(saved, body);
  const save = (submit: boolean) =>
    saving.mutate(
      { body, submit },
      {
        onError: (failure) => notify(failureWords(failure), 'alarm'),
        onSettled: () => setAsking(false),
      },
    );
  const leavesShelf = saved?.status === 'approved' && consequence.canSubmit;
  return (
    <Page
      title={title}
      bottom={
        <View className="offer-editor__bottom">
          {consequence.canSubmit && consequence.canSave && !leavesShelf ? (
            <Button text="存为草稿" loading={saving.isPending} onTap={() => save(false)} />
          ) : null}
          {consequence.canSubmit ? (
            <Button
              kind="main"
              text="提交审核"
              loading={saving.isPending}
              onTap={() => (leavesShelf ? setAsking(true) : save(true))}
            />
          ) : (
            <Button
              kind="main"
              text="保存"
              loading={saving.isPending}
              disabledReason={consequence.canSave ? undefined : '还没有改动'}
              onTap={() => save(false)}
            />
          )}
        </View>
      }
    >
      <OfferReview
        body={body}
        merchantName={merchantName}
        saved={saved}
        consequence={consequence}
        onEdit={onEdit}
      />
      <Sheet
        open={asking}
        question={`把改过的“${body.title}”交给商会重新审核？`}
        detail="通过之前居民看不到它；已经换到的券照样能用。"
        confirmText="提交审核"
        busy={saving.isPending}
        onConfirm={() => save(true)}
        onCancel={() => setAsking(false)}
      />
    </Page>
  );
}

const SAVED_WORDS: Partial<Record<Offer['status'], string>> = {
  draft: '存成草稿了，随时可以接着改。',
  submitted: '交给商会了，通过了就上架。',
  approved: '改好了，马上生效。',
};
