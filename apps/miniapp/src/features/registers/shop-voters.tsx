import type { ShopVoter } from '@shangju/contracts';
import { useMutation, useQuery } from '@tanstack/react-query';
import { View } from '@tarojs/components';
import { api } from '@/services/api';
import { failureWords } from '@/services/failure-words';
import { notify } from '@/services/notices';
import { queryClient } from '@/services/query-client';
import { Card } from '@/ui/card';
import { Empty } from '@/ui/empty';
import { ListRow } from '@/ui/list-row';
import { Loaded } from '@/ui/loaded';
import { Section } from '@/ui/section';
import { Skeleton } from '@/ui/skeleton';
import { Switch } from '@/ui/switch';
import { Tag } from '@/ui/tag';
import './shop-voters.scss';

/** Which clerks may vote for the shop beside its owner; each switch holds at once. */
export function ShopVoters({ merchantId }: { merchantId: string }) {
  const queryKey = ['mine', 'shop-voters', merchantId];
  const voters = useQuery({
    queryKey,
    queryFn: async () =>
      (await api.call('GET /v1/merchants/{merchantId}/voters', { params: { merchantId } })).items,
  });
  const change = useMutation({
    mutationFn: (clerkIds: string[]) =>
      api.call('PUT /v1/merchants/{merchantId}/voters', { params: { merchantId }, body: { clerkIds } }),
    onSuccess: ({ items }) => queryClient.setQueryData<ShopVoter[]>(queryKey, items),
    onError: (failure) => notify(`没改成。${failureWords(failure)}`, 'alarm'),
  });
  return (
    <Loaded
      query={voters}
      skeleton={
        <Card>
          <Skeleton rows={3} />
        </Card>
      }
    >
      {(items) => {
        const clerks = items.filter(({ role }) => role === 'clerk');
        return (
          <>
            <Section title="店主">
              <Card flush>
                {items
                  .filter(({ role }) => role === 'owner')
                  .map(({ personId, name }) => (
                    <ListRow
                      key={personId}
                      icon="person"
                      title={name}
                      end={<Tag tone="green" text="一直能投" />}
                    />
                  ))}
              </Card>
            </Section>
            <Section title="店员">
              <Card flush>
                {clerks.map(({ personId, name, mayVote }) => (
                  <Switch
                    key={personId}
                    label={`${name} 能投票`}
                    on={mayVote}
                    disabled={change.isPending}
                    onChange={(on) => change.mutate(entitled(clerks, personId, on))}
                  />
                ))}
                {clerks.length === 0 ? (
                  <Empty
                    icon="users"
                    title="店里还没有登记店员"
                    how="请商会登记店员，登记好就能在这里开通。"
                  />
                ) : null}
              </Card>
              <View className="shop-voters__note">一店一票：有人投了，其他人看得到是谁投的，不能再投。</View>
            </Section>
          </>
        );
      }}
    </Loaded>
  );
}

function entitled(clerks: readonly ShopVoter[], personId: string, on: boolean): string[] {
  return clerks
    .filter((clerk) => (clerk.personId === personId ? on : clerk.mayVote))
    .map((clerk) => clerk.personId);
}
