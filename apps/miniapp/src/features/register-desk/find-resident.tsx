import type { Contracts, Household, ResultOf } from '@shangju/contracts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '@/services/api';
import { Card } from '@/ui/card';
import { Empty } from '@/ui/empty';
import { Field } from '@/ui/field';
import { ListRow } from '@/ui/list-row';
import { Loaded } from '@/ui/loaded';
import { Section } from '@/ui/section';
import { Sheet } from '@/ui/sheet';
import { Skeleton } from '@/ui/skeleton';
import { useMemberAct } from './use-household';
import { useSettled } from './use-settled';

type Resident = ResultOf<Contracts['GET /v1/communities/{communityId}/residents']>['items'][number];

/** Finds a person by number or name, and adds them to the household as verified. */
export function FindResident({ household }: { household: Household }) {
  const { id: householdId, communityId, address, members } = household;
  const [typed, setTyped] = useState('');
  const [adding, setAdding] = useState<Resident>();
  const word = useSettled(typed.trim());
  const found = useQuery({
    queryKey: ['register', 'residents', communityId, word],
    queryFn: async () => {
      const { items } = await api.call('GET /v1/communities/{communityId}/residents', {
        params: { communityId },
        query: { q: word },
      });
      return items;
    },
    enabled: word !== '',
  });
  const act = useMemberAct({
    act: 'POST /v1/households/{householdId}/members',
    about: `登记 ${adding?.name ?? ''} · ${address}`,
    done: `${adding?.name ?? ''}登记在 ${address} 了。`,
    onDone: () => {
      setAdding(undefined);
      setTyped('');
    },
  });
  return (
    <Section title="登记住的人">
      <Field
        label="姓名或编号"
        placeholder="比如 周敏华，或 100231"
        maxLength={40}
        value={typed}
        onChange={setTyped}
      />
      {word === '' ? null : (
        <Card flush>
          <Loaded query={found} skeleton={<Skeleton rows={2} />}>
            {(residents) =>
              residents.length === 0 ? (
                <Empty
                  icon="search"
                  title="没找到这位居民"
                  how="名字要写全，或输入完整的编号；没用过小程序的，先请他登录一次。"
                />
              ) : (
                residents.map((resident) => {
                  const isIn = members.some(
                    ({ personId, status }) => personId === resident.personId && status === 'verified',
                  );
                  return (
                    <ListRow
                      key={resident.personId}
                      icon="person"
                      title={resident.name}
                      detail={`编号尾号 ${resident.numberTail}${isIn ? ' · 已经在这户' : ''}`}
                      {...(isIn ? {} : { onTap: () => setAdding(resident) })}
                    />
                  );
                })
              )
            }
          </Loaded>
        </Card>
      )}
      <Sheet
        open={adding !== undefined}
        question={`把${adding?.name ?? ''}登记在 ${address}？`}
        detail={`编号尾号 ${adding?.numberTail ?? ''}。登记后就能替这一户投票。`}
        confirmText="登记"
        busy={act.isPending}
        onConfirm={() =>
          adding && act.mutate({ params: { householdId }, body: { personId: adding.personId } })
        }
        onCancel={() => setAdding(undefined)}
      />
    </Section>
  );
}
