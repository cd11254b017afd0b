import type { Ballot, Objection } from '@shangju/contracts';
import { sayInstant } from '@shangju/rules';
import { useInfiniteQuery } from '@tanstack/react-query';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { api } from '@/services/api';
import { streetNow } from '@/services/street-clock';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Empty } from '@/ui/empty';
import { nextCursorOf, PagedList } from '@/ui/paged-list';
import { Section } from '@/ui/section';
import { AnswerSheet } from './answer-sheet';
import './ballot-desk.scss';

const ANSWER_MAX = 200;

/** What units object to, each to be answered in the open. */
export function ObjectionsToAnswer({ ballot }: { ballot: Ballot }) {
  const [answering, setAnswering] = useState<Objection>();
  const objections = useInfiniteQuery({
    // As the result page reads them.
    queryKey: ['ballots', 'objections', ballot.id],
    queryFn: ({ pageParam }) =>
      api.call('GET /v1/ballots/{ballotId}/objections', {
        params: { ballotId: ballot.id },
        query: pageParam === undefined ? {} : { cursor: pageParam },
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: nextCursorOf,
  });
  const { objectionsUntil } = ballot;
  return (
    <Section title="异议">
      <Card flush>
        <PagedList
          query={objections}
          row={(objection) => <Row objection={objection} onAnswer={() => setAnswering(objection)} />}
          skeletonRows={1}
          empty={
            <Empty
              icon="talk"
              title="没有人提异议"
              how={
                objectionsUntil !== null && Date.parse(objectionsUntil) > streetNow().getTime()
                  ? `${sayInstant(new Date(objectionsUntil), streetNow())} 前都可以提，提了会在这里。`
                  : '提异议的时间过了。'
              }
            />
          }
        />
      </Card>
      {answering ? (
        <AnswerSheet
          endpoint="POST /v1/objections/{objectionId}/answer"
          options={(text) => ({ params: { objectionId: answering.id }, body: { text } })}
          question={`答复${answering.unitName}的异议`}
          asked={answering.reason}
          maxLength={ANSWER_MAX}
          refresh={['ballots', 'objections', ballot.id]}
          onClose={() => setAnswering(undefined)}
        />
      ) : null}
    </Section>
  );
}

function Row({
  objection: { unitName, byName, reason, at, answer },
  onAnswer,
}: {
  objection: Objection;
  onAnswer: () => void;
}) {
  return (
    <View className="ballot-desk__objection">
      <View className="ballot-desk__soft">
        {unitName}（{byName}） · {sayInstant(new Date(at), streetNow())}
      </View>
      <View>{reason}</View>
      {answer === null ? (
        <Button icon="talk" text={`答复${unitName}`} onTap={onAnswer} />
      ) : (
        <View className="ballot-desk__soft">已答复：{answer}</View>
      )}
    </View>
  );
}
