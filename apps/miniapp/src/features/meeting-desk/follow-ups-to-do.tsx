import type { FollowUp } from '@shangju/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { FollowUpRow } from '@/features/meetings/follow-up-row';
import { api } from '@/services/api';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Empty } from '@/ui/empty';
import { nextCursorOf, PagedList } from '@/ui/paged-list';
import { Section } from '@/ui/section';
import { AddFollowUpSheet, FollowUpStepSheet } from './follow-up-sheets';
import './meeting-desk.scss';

/** What the meeting left to be done: who, until when, and how far it is. */
export function FollowUpsToDo({ meetingId }: { meetingId: string }) {
  const [adding, setAdding] = useState(false);
  const [stepping, setStepping] = useState<FollowUp>();
  const followUps = useInfiniteQuery({
    // As the page that everybody sees reads them.
    queryKey: ['meetings', 'follow-ups', meetingId],
    queryFn: ({ pageParam }) =>
      api.call('GET /v1/meetings/{meetingId}/follow-ups', {
        params: { meetingId },
        query: pageParam === undefined ? {} : { cursor: pageParam },
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: nextCursorOf,
  });
  return (
    <Section title="会后要办的事">
      <Card flush>
        <PagedList
          query={followUps}
          row={(followUp) => (
            <View className="meeting-desk__follow-up">
              <FollowUpRow followUp={followUp} />
              {followUp.state === 'open' ? (
                <View className="meeting-desk__acts">
                  <Button
                    kind="quiet"
                    narrow
                    icon="edit"
                    text={`写进展：${followUp.what}`}
                    onTap={() => setStepping(followUp)}
                  />
                </View>
              ) : null}
            </View>
          )}
          skeletonRows={1}
          empty={
            <Empty
              icon="check"
              title="还没有要办的事"
              how="会上定了谁办什么，记在这里，办好以前一直看得到。"
            />
          }
        />
      </Card>
      <Button icon="plus" text="记一件要办的事" onTap={() => setAdding(true)} />
      {adding ? <AddFollowUpSheet meetingId={meetingId} onClose={() => setAdding(false)} /> : null}
      {stepping ? (
        <FollowUpStepSheet key={stepping.id} followUp={stepping} onClose={() => setStepping(undefined)} />
      ) : null}
    </Section>
  );
}
