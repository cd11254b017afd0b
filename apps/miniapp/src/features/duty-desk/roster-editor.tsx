import type { Roster } from '@shangju/contracts';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { failureWords } from '@/services/failure-words';
import { notify } from '@/services/notices';
import { useTopOf } from '@/services/page-top';
import { goBack, replacePage } from '@/services/places';
import { Button } from '@/ui/button';
import { Page } from '@/ui/page';
import './roster-editor.scss';
import {
  bodyOf,
  changesIn,
  errorsIn,
  formOf,
  NEW_ROSTER,
  type RosterBody,
  type RosterForm,
  type RosterFormErrors,
  withShops,
} from './roster-form';
import { rosterPage } from './roster-pages';
import { RosterReview } from './roster-review';
import type { RosterStep, StepProps } from './roster-step-props';
import { DaysStep, LaneStep, MembersStep, RoundStep, RulesStep, ShiftsStep } from './roster-steps';
import { useRosterSave } from './use-roster-save';
import { useShops } from './use-rosters';

const STEPS: Record<RosterStep, { title: string; fields: (keyof RosterFormErrors)[] }> = {
  lane: { title: '哪条街', fields: ['lane', 'name'] },
  members: { title: '哪些店轮流，谁先谁后', fields: ['members'] },
  shifts: { title: '一天几班，几点到几点', fields: ['shiftTimes'] },
  days: { title: '哪些日子值', fields: ['weekdays'] },
  round: { title: '巡查看什么', fields: ['checklist'] },
  rules: { title: '换班、积分和位置', fields: [] },
};

/**
 * A new roster asks for its lane only: its shops, two shifts a day and the usual checklist are there, all of it is
 * read as a sentence, and each part is a tap away. An old one begins with the sentence.
 */
export function RosterEditor({
  associationId,
  before,
}: {
  associationId: string;
  before: Roster | undefined;
}) {
  const [form, setForm] = useState<RosterForm>(() => (before ? formOf(before) : NEW_ROSTER));
  const [step, setStep] = useState<RosterStep | 'review'>(before ? 'review' : 'lane');
  const [asked, setAsked] = useState(false);
  const [reviewed, setReviewed] = useState(before !== undefined);
  const shops = useShops(associationId);
  const saving = useRosterSave({ associationId, before });
  useTopOf(String(step));

  const title = before ? '改值日表' : '新建值日表';
  const errors = errorsIn(form);
  if (step === 'review') {
    const body = bodyOf(form);
    const changes = before ? changesIn(body, before) : body;
    const save = () =>
      saving.mutate(
        { body, changes },
        {
          onSuccess: (roster) => afterSave({ associationId, before, roster, changes }),
          onError: (failure) => notify(failureWords(failure), 'alarm'),
        },
      );
    return (
      <Page
        title={title}
        bottom={
          <Button
            kind="main"
            text={before ? '保存' : '建好值日表'}
            loading={saving.isPending}
            disabledReason={
              Object.values(errors)[0] ?? (Object.keys(changes).length === 0 ? '还没有改动' : undefined)
            }
            onTap={save}
          />
        }
      >
        <RosterReview form={form} before={before} errors={errors} onEdit={setStep} />
      </Page>
    );
  }

  const { title: question, fields } = STEPS[step];
  const isWrong = fields.some((field) => errors[field] !== undefined);
  const onward = () => {
    if (isWrong) return setAsked(true);
    setAsked(false);
    if (reviewed || step === 'members') {
      setReviewed(true);
      return setStep('review');
    }
    const ofLane = (shops.data ?? []).filter(({ lane }) => lane === form.lane.trim());
    const members = form.members.length === 0 ? withShops([], ofLane) : form.members;
    setForm({ ...form, members });
    setReviewed(members.length > 0);
    setStep(members.length > 0 ? 'review' : 'members');
  };
  return (
    <Page title={title} bottom={<Button kind="main" text={reviewed ? '改好了' : '下一步'} onTap={onward} />}>
      <View className="roster-editor__title">{question}</View>
      <Step
        step={step}
        form={form}
        set={(change) => setForm({ ...form, ...change })}
        errors={asked || reviewed ? errors : {}}
        shops={shops}
      />
    </Page>
  );
}

function Step({ step, ...props }: StepProps & { step: RosterStep }) {
  switch (step) {
    case 'lane':
      return <LaneStep {...props} />;
    case 'members':
      return <MembersStep {...props} />;
    case 'shifts':
      return <ShiftsStep {...props} />;
    case 'days':
      return <DaysStep {...props} />;
    case 'round':
      return <RoundStep {...props} />;
    case 'rules':
      return <RulesStep {...props} />;
  }
}

/** What decides who has which shift. */
const PLANNED_BY: readonly (keyof RosterBody)[] = ['members', 'shiftTimes', 'weekdays', 'closedDays'];

/** A roster does nothing until it is published, a changed one not until it is published again. */
function afterSave({
  associationId,
  before,
  roster,
  changes,
}: {
  associationId: string;
  before: Roster | undefined;
  roster: Roster;
  changes: Partial<RosterBody>;
}): void {
  const place = { associationId, rosterId: roster.id };
  if (before === undefined) {
    notify('值日表建好了。看一看排得怎么样，再发布。', 'good');
    replacePage(rosterPage('roster-publish', place));
  } else if (before.publishedUntil !== null && PLANNED_BY.some((field) => field in changes)) {
    notify('改好了。已经发布的班还是旧的，重新发布才照新的排。', 'good');
    replacePage(rosterPage('roster-publish', place, { days: 'anew' }));
  } else {
    notify('改好了。', 'good');
    goBack();
  }
}
