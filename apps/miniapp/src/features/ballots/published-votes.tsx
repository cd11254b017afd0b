import type { BallotRule, PublishedVote } from '@shangju/contracts';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { api } from '@/services/api';
import { Card } from '@/ui/card';
import { Empty } from '@/ui/empty';
import { Field } from '@/ui/field';
import { ListRow } from '@/ui/list-row';
import { Loaded } from '@/ui/loaded';
import { nextCursorOf, PagedList } from '@/ui/paged-list';
import { Skeleton } from '@/ui/skeleton';
import { sayChoices } from './ballot-words';
import { useReceiptsIn } from './kept-receipts';
import { receiptBeginning } from './receipt-code';
import { useBallot } from './use-ballot';

/** The published list: every vote that was counted, by receipt, or by unit where it was open. */
export function PublishedVotes({ ballotId }: { ballotId: string }) {
  const ballot = useBallot(ballotId);
  const [typed, setTyped] = useState('');
  const beginning = receiptBeginning(typed);
  const votes = useInfiniteQuery({
    queryKey: ['ballots', 'published', ballotId, beginning ?? ''],
    queryFn: async ({ pageParam }) => {
      const page = await api.call('GET /v1/ballots/{ballotId}/receipts', {
        params: { ballotId },
        query: {
          limit: PAGE_SIZE,
          ...(beginning === undefined ? {} : { q: beginning }),
          ...(pageParam === undefined ? {} : { cursor: pageParam }),
        },
      });
      return { ...page, items: page.items.map((vote) => ({ ...vote, id: vote.key })) };
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: nextCursorOf,
    placeholderData: keepPreviousData,
  });
  const mine = new Set(useReceiptsIn(ballotId).map(({ receipt, unitId }) => receipt ?? unitId));
  return (
    <Loaded
      query={ballot}
      skeleton={
        <Card>
          <Skeleton rows={6} />
        </Card>
      }
    >
      {({ rule, question, secret }) => (
        <>
          <Card>
            <View>{question}</View>
          </Card>
          {secret ? (
            <Field
              label="找一个回执码"
              placeholder="打前几位就行"
              value={typed}
              maxLength={24}
              onChange={setTyped}
            />
          ) : null}
          <Card flush>
            <PagedList
              query={votes}
              row={(vote) => <VoteRow rule={rule} vote={vote} mine={mine.has(vote.key)} />}
              skeletonRows={6}
              empty={
                beginning === undefined ? (
                  <Empty icon="list" title="一票也没有" how="没有人投票，所以名单是空的。" />
                ) : (
                  <Empty
                    icon="search"
                    title={`没有“${beginning}”开头的码`}
                    how="对一对回执，少打几位试试。"
                  />
                )
              }
            />
          </Card>
        </>
      )}
    </Loaded>
  );
}

const PAGE_SIZE = 50;

function VoteRow({ rule, vote, mine }: { rule: BallotRule; vote: PublishedVote; mine: boolean }) {
  const { key, unitName, choices, register } = vote;
  const several = rule.registers.length > 1;
  return (
    <ListRow
      title={unitName ?? key.split('-').join(' ')}
      {...(several ? { note: rule.registers[register]?.name } : {})}
      {...(mine ? { detail: '这是您的票' } : {})}
      end={sayChoices(rule, choices)}
    />
  );
}
