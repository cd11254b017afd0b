import type { Question } from '@shangju/contracts';
import { sayInstant } from '@shangju/rules';
import { useInfiniteQuery } from '@tanstack/react-query';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { AnswerSheet } from '@/features/ballot-desk/answer-sheet';
import { api } from '@/services/api';
import { useSession } from '@/services/session';
import { streetNow } from '@/services/street-clock';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { nextCursorOf, PagedList } from '@/ui/paged-list';
import { Section } from '@/ui/section';
import './meeting-desk.scss';

const ANSWER_MAX = 500;

/** What people sent in, each to be answered in the open; nothing where nobody asked. */
export function QuestionsToAnswer({ meetingId }: { meetingId: string }) {
  const personId = useSession((session) => session.person?.id);
  const [answering, setAnswering] = useState<Question>();
  // As the page that everybody sees reads them.
  const queryKey = ['meetings', 'questions', meetingId, personId];
  const questions = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam }) =>
      api.call('GET /v1/meetings/{meetingId}/questions', {
        params: { meetingId },
        query: pageParam === undefined ? {} : { cursor: pageParam },
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: nextCursorOf,
  });
  const items = questions.data?.pages.flatMap((page) => page.items) ?? [];
  if (questions.data && items.length === 0) return null;
  const waiting = items.filter(({ answer }) => answer === null).length;
  return (
    <Section title={waiting > 0 ? `等您答复的问题 ${waiting} 个` : '大家的问题'}>
      <Card flush>
        <PagedList
          query={questions}
          row={(question) => <Row question={question} onAnswer={() => setAnswering(question)} />}
          skeletonRows={1}
          empty={null}
        />
      </Card>
      {answering ? (
        <AnswerSheet
          endpoint="POST /v1/questions/{questionId}/answer"
          options={(text) => ({ params: { questionId: answering.id }, body: { text } })}
          question={`答复${answering.askedByName}`}
          asked={answering.text}
          maxLength={ANSWER_MAX}
          refresh={queryKey}
          onClose={() => setAnswering(undefined)}
        />
      ) : null}
    </Section>
  );
}

function Row({
  question: { askedByName, text, at, answer },
  onAnswer,
}: {
  question: Question;
  onAnswer: () => void;
}) {
  return (
    <View className="meeting-desk__question">
      <View className="meeting-desk__soft">
        {askedByName} · {sayInstant(new Date(at), streetNow())}
      </View>
      <View>{text}</View>
      {answer === null ? (
        <Button icon="talk" text={`答复${askedByName}`} onTap={onAnswer} />
      ) : (
        <View className="meeting-desk__soft">已答复：{answer}</View>
      )}
    </View>
  );
}
