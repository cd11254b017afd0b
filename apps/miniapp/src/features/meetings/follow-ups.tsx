import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '@/services/api';
import { Card } from '@/ui/card';
import { Choices } from '@/ui/choices';
import { Empty } from '@/ui/empty';
import { nextCursorOf, PagedList } from '@/ui/paged-list';
import { Section } from '@/ui/section';
import { FollowUpRow } from './follow-up-row';
import { useMyAssociations } from './use-my-associations';

/** What a meeting left to be done, with how far each is; nothing where it left none. */
export function MeetingFollowUps({ meetingId }: { meetingId: string }) {
  const followUps = useInfiniteQuery({
    queryKey: ['meetings', 'follow-ups', meetingId],
    queryFn: ({ pageParam }) =>
      api.call('GET /v1/meetings/{meetingId}/follow-ups', {
        params: { meetingId },
        query: pageParam === undefined ? {} : { cursor: pageParam },
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: nextCursorOf,
  });
  if (followUps.data?.pages.every(({ items }) => items.length === 0) ?? true) return null;
  return (
    <Section title="会后要办的事">
      <Card flush>
        <PagedList query={followUps} row={(one) => <FollowUpRow followUp={one} />} empty={null} />
      </Card>
    </Section>
  );
}

const STATES = [
  { key: 'open', text: '在办' },
  { key: 'done', text: '办好了' },
  { key: 'dropped', text: '不办了' },
] as const;

/** What all meetings of an association left to be done. */
export function AllFollowUps() {
  const associations = useMyAssociations();
  const [chosen, setChosen] = useState<string>();
  const [state, setState] = useState<(typeof STATES)[number]['key']>('open');
  const association = associations.find(({ id }) => id === chosen) ?? associations[0];
  return (
    <>
      {associations.length > 1 ? (
        <Choices
          label="哪个商会"
          choices={associations.map(({ id, name }) => ({ key: id, text: name }))}
          selected={association?.id}
          onSelect={setChosen}
        />
      ) : null}
      <Choices label="办得怎样" choices={STATES} selected={state} onSelect={setState} />
      {association ? <OfAssociation associationId={association.id} state={state} /> : null}
    </>
  );
}

function OfAssociation({
  associationId,
  state,
}: {
  associationId: string;
  state: (typeof STATES)[number]['key'];
}) {
  const followUps = useInfiniteQuery({
    queryKey: ['meetings', 'follow-ups', 'of', associationId, state],
    queryFn: ({ pageParam }) =>
      api.call('GET /v1/associations/{associationId}/follow-ups', {
        params: { associationId },
        query: { state, ...(pageParam === undefined ? {} : { cursor: pageParam }) },
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: nextCursorOf,
  });
  return (
    <Card flush>
      <PagedList
        query={followUps}
        row={(one) => <FollowUpRow followUp={one} leads />}
        empty={<Empty icon="check" title="这里没有事" how="会上定下谁来办什么，就会写在这里，办好为止。" />}
      />
    </Card>
  );
}
