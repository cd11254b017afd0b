import type { Meeting, Question } from '@shangju/contracts';
import { sayInstant } from '@shangju/rules';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { api } from '@/services/api';
import { failureWords } from '@/services/failure-words';
import { notify } from '@/services/notices';
import { send, usePendingSends } from '@/services/pending-sends';
import { openLogIn } from '@/services/places';
import { queryClient } from '@/services/query-client';
import { useSession, useSignedIn } from '@/services/session';
import { streetNow } from '@/services/street-clock';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Empty } from '@/ui/empty';
import { Field } from '@/ui/field';
import { nextCursorOf, PagedList } from '@/ui/paged-list';
import { Section } from '@/ui/section';
import './questions.scss';

const QUESTION_MAX = 500;
const ASK = 'POST /v1/meetings/{meetingId}/questions';

/** Questions that were sent in, with their answers; and the way to send one in until the meeting ends. */
export function Questions({ meeting }: { meeting: Meeting }) {
  const personId = useSession((session) => session.person?.id);
  const questions = useInfiniteQuery({
    queryKey: ['meetings', 'questions', meeting.id, personId],
    queryFn: ({ pageParam }) =>
      api.call('GET /v1/meetings/{meetingId}/questions', {
        params: { meetingId: meeting.id },
        query: pageParam === undefined ? {} : { cursor: pageParam },
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: nextCursorOf,
  });
  const canAsk = meeting.state === 'published' || meeting.state === 'under-way';
  const none = questions.data?.pages.every(({ items }) => items.length === 0) ?? false;
  if (!canAsk && none) return null;
  return (
    <Section title="问一问">
      <Card flush>
        <PagedList
          query={questions}
          row={(question) => <QuestionRow question={question} />}
          skeletonRows={1}
          empty={<Empty icon="talk" title="还没有答复过的问题" how="会前会上都能提，答复了大家都看得到。" />}
        />
      </Card>
      {canAsk ? <Ask meeting={meeting} /> : null}
    </Section>
  );
}

function QuestionRow({ question }: { question: Question }) {
  const { askedByName, text, at, answer, answeredAt } = question;
  const now = streetNow();
  return (
    <View className="question">
      <View className="question__who">
        {askedByName} · {sayInstant(new Date(at), now)}
      </View>
      <View>{text}</View>
      {answer === null || answeredAt === null ? (
        <View className="question__who">等答复</View>
      ) : (
        <View className="question__answer">
          <View className="question__who">答复 · {sayInstant(new Date(answeredAt), now)}</View>
          <View>{answer}</View>
        </View>
      )}
    </View>
  );
}

function Ask({ meeting: { id, title } }: { meeting: Meeting }) {
  const signedIn = useSignedIn();
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState('');
  const waits = usePendingSends((sends) => sends.waiting.some(({ endpoint }) => endpoint === ASK));
  const ask = useMutation({
    mutationFn: (text: string) => send(ASK, { params: { meetingId: id }, body: { text } }, `提问 · ${title}`),
    onSuccess: () => {
      notify('问题提上去了，答复后这里看得到。', 'good');
      setTyped('');
      setOpen(false);
      void queryClient.invalidateQueries({ queryKey: ['meetings', 'questions', id] });
    },
  });
  const text = typed.trim();
  if (!signedIn) return <Button text="登录以后提问" onTap={openLogIn} />;
  if (!open) return <Button icon="talk" text="提个问题" onTap={() => setOpen(true)} />;
  return (
    <>
      <Field
        long
        label="您想问什么"
        hint="会和您的名字一起交给商会；答复了，大家都看得到。"
        value={typed}
        maxLength={QUESTION_MAX}
        error={ask.error ? failureWords(ask.error) : undefined}
        onChange={(next) => {
          ask.reset();
          setTyped(next);
        }}
      />
      <Button
        text={waits ? '正在提' : '提上去'}
        loading={waits}
        disabledReason={text === '' ? '先写想问的' : undefined}
        onTap={() => ask.mutate(text)}
      />
    </>
  );
}
