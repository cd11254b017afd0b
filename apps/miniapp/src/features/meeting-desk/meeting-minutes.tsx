import type { AgendaItem, Meeting } from '@shangju/contracts';
import { useMutation, useQueries } from '@tanstack/react-query';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { api } from '@/services/api';
import { failureWords } from '@/services/failure-words';
import { notify } from '@/services/notices';
import { send } from '@/services/pending-sends';
import { phoneStorage } from '@/services/phone-storage';
import { goBack } from '@/services/places';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Field } from '@/ui/field';
import { Page } from '@/ui/page';
import { Section } from '@/ui/section';
import { Sheet } from '@/ui/sheet';
import './meeting-desk.scss';
import { MEETING_DONE_WORDS } from './meeting-desk-words';
import { MeetingFact } from './meeting-fact';
import {
  bodyOf,
  DECISION_MAX,
  formOf,
  MINUTES_MAX,
  type MinutesForm,
  minutesSentence,
  NO_ITEM,
} from './minutes-form';
import { refreshMeetings } from './use-meeting-acts';

/** The minutes, with what was decided on each item; unfinished ones stay on this phone. */
export function MeetingMinutes({ meeting }: { meeting: Meeting }) {
  const [form, setForm] = useState<MinutesForm>(() => unfinished(meeting.id) ?? formOf(meeting));
  const [asking, setAsking] = useState(false);
  const verdicts = useVerdicts(meeting.agenda);
  const body = bodyOf(form, meeting.agenda);
  const set = (next: MinutesForm) => {
    setForm(next);
    phoneStorage.setItem(nameFor(meeting.id), JSON.stringify(next));
  };
  const decide = (key: string, text: string) =>
    set({ ...form, decisions: { ...form.decisions, [key]: text } });
  const publishing = useMutation({
    mutationFn: () =>
      send(
        'POST /v1/meetings/{meetingId}/minutes',
        { params: { meetingId: meeting.id }, body },
        `公布纪要 · ${meeting.title}`,
      ),
    onSuccess: () => {
      phoneStorage.removeItem(nameFor(meeting.id));
      notify(MEETING_DONE_WORDS['minutes-published'], 'good');
      goBack();
    },
    onError: (failure) => notify(failureWords(failure), 'alarm'),
    onSettled: () => {
      setAsking(false);
      refreshMeetings();
    },
  });
  const isAgain = meeting.state === 'minutes-published';
  return (
    <Page
      title="写纪要"
      bottom={
        <Button
          kind="main"
          text={isAgain ? '重新公布' : '公布纪要'}
          loading={publishing.isPending}
          disabledReason={body.text === '' ? '先写纪要' : undefined}
          onTap={() => setAsking(true)}
        />
      }
    >
      <View>
        <View className="meeting-desk__title">{meeting.title}</View>
        <View className="meeting-desk__soft">
          签到 {meeting.attendanceCount} 人 · 写了一半会留在这部手机上
        </View>
      </View>
      <Field
        long
        label="纪要"
        placeholder="谁主持、议了什么、大家怎么说"
        maxLength={MINUTES_MAX}
        value={form.text}
        onChange={(text) => set({ ...form, text })}
      />
      <Section title="决定">
        <MeetingFact words="一行一条，没有决定的议题空着。" />
        {meeting.agenda.map((item, place) => (
          <Card key={item.id}>
            <Field
              long
              label={`${place + 1}. ${item.title}`}
              placeholder="定了什么"
              maxLength={DECISION_MAX}
              value={form.decisions[item.id] ?? ''}
              onChange={(text) => decide(item.id, text)}
            />
            {item.ballotIds.flatMap((ballotId) => {
              const sentence = verdicts.get(ballotId);
              return sentence === undefined
                ? []
                : [<MeetingFact key={ballotId} words={`表决结果：${sentence}`} />];
            })}
          </Card>
        ))}
        <Field
          long
          label="别的决定"
          maxLength={DECISION_MAX}
          value={form.decisions[NO_ITEM] ?? ''}
          onChange={(text) => decide(NO_ITEM, text)}
        />
      </Section>
      <Sheet
        open={asking}
        question={`${isAgain ? '重新公布' : '公布'}“${meeting.title}”的纪要？`}
        detail={`${minutesSentence(body)}${isAgain ? '大家看到的换成这一份，改过的有记录。' : '公布以后大家都看得到。'}`}
        confirmText="公布"
        busy={publishing.isPending}
        onConfirm={() => publishing.mutate()}
        onCancel={() => setAsking(false)}
      />
    </Page>
  );
}

/** What the ballots on the agenda ended with, to be written down as it is. */
function useVerdicts(agenda: readonly AgendaItem[]): ReadonlyMap<string, string> {
  const ballotIds = agenda.flatMap((item) => item.ballotIds);
  const ballots = useQueries({
    queries: ballotIds.map((ballotId) => ({
      queryKey: ['ballots', 'verdict-of', ballotId],
      queryFn: () => api.call('GET /v1/ballots/{ballotId}', { params: { ballotId } }),
    })),
  });
  return new Map(
    ballots.flatMap(({ data }) => (data?.verdictSentence ? [[data.id, data.verdictSentence] as const] : [])),
  );
}

const nameFor = (meetingId: string) => `shangju-unfinished-minutes-${meetingId}`;

function unfinished(meetingId: string): MinutesForm | undefined {
  const text = phoneStorage.getItem(nameFor(meetingId));
  if (text === null) return undefined;
  try {
    const { text: said = '', decisions = {} } = JSON.parse(text) as Partial<MinutesForm>;
    return { text: said, decisions };
  } catch {
    return undefined;
  }
}
