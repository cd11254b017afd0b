import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '@/services/api';
import { failureWords } from '@/services/failure-words';
import { notify } from '@/services/notices';
import { send, usePendingSends } from '@/services/pending-sends';
import { queryClient } from '@/services/query-client';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Choices } from '@/ui/choices';
import { Field } from '@/ui/field';
import { Loaded } from '@/ui/loaded';
import { nextCursorOf } from '@/ui/paged-list';
import { Section } from '@/ui/section';
import { Sheet } from '@/ui/sheet';
import { Skeleton } from '@/ui/skeleton';
import { MY_UNITS_KEY } from './use-my-units';

const ADDRESS_MAX = 80;
const CLAIM = 'POST /v1/me/household-claims';

/** Says where I live, as the door says; a community worker confirms it. */
export function HouseholdClaim() {
  const [chosen, setChosen] = useState<string>();
  const [typed, setTyped] = useState('');
  const [asking, setAsking] = useState(false);
  const communities = useInfiniteQuery({
    queryKey: ['communities'],
    queryFn: ({ pageParam }) =>
      api.call('GET /v1/communities', {
        query: { limit: 100, ...(pageParam === undefined ? {} : { cursor: pageParam }) },
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: nextCursorOf,
  });
  const waits = usePendingSends((sends) => sends.waiting.some(({ endpoint }) => endpoint === CLAIM));
  const address = typed.trim();
  const claim = useMutation({
    mutationFn: (communityId: string) =>
      send(CLAIM, { body: { communityId, address } }, `登记住址 · ${address}`),
    onSuccess: ({ name }) => {
      notify(`${name} 登记好了，等社区核实。`, 'good');
      setTyped('');
      void queryClient.invalidateQueries({ queryKey: MY_UNITS_KEY });
    },
  });
  return (
    <Section title="登记我住哪">
      <Loaded
        query={communities}
        skeleton={
          <Card>
            <Skeleton rows={2} />
          </Card>
        }
      >
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          const community =
            items.find(({ id }) => id === chosen) ?? (items.length === 1 ? items[0] : undefined);
          return (
            <>
              <Choices
                label="哪个社区"
                choices={items.map(({ id, name }) => ({ key: id, text: name }))}
                selected={community?.id}
                onSelect={setChosen}
              />
              <Field
                label="门牌地址"
                hint="照门牌和名册写全，社区核实以后全家就能投这一票。"
                placeholder="像 鱼巷 12 号 3 单元 402"
                value={typed}
                maxLength={ADDRESS_MAX}
                error={claim.error ? failureWords(claim.error) : undefined}
                onChange={(next) => {
                  claim.reset();
                  setTyped(next);
                }}
              />
              <Button
                icon="home"
                text={waits ? '正在登记' : '登记'}
                loading={waits}
                disabledReason={
                  community === undefined ? '先选社区' : address === '' ? '先写门牌地址' : undefined
                }
                onTap={() => setAsking(true)}
              />
              <Sheet
                open={asking && community !== undefined}
                question={`您住在 ${community?.name ?? ''} ${address}？`}
                detail="社区会核实。一户只有一票，全家谁投都行。"
                confirmText="登记"
                onConfirm={() => {
                  setAsking(false);
                  if (community) claim.mutate(community.id);
                }}
                onCancel={() => setAsking(false)}
              />
            </>
          );
        }}
      </Loaded>
    </Section>
  );
}
