import type { Household } from '@shangju/contracts';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '@/services/api';
import { useRefreshOnReturn } from '@/services/page-shown';
import { openPage } from '@/services/places';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Empty } from '@/ui/empty';
import { Field } from '@/ui/field';
import { ListRow } from '@/ui/list-row';
import { Page } from '@/ui/page';
import { nextCursorOf, PagedList } from '@/ui/paged-list';
import { SegmentedTabs } from '@/ui/segmented-tabs';
import { Tag } from '@/ui/tag';
import type { KeptCommunity } from './community-page';
import { householdPage, newHouseholdPage } from './register-pages';
import { RegisterSheets } from './register-sheets';
import { householdWords } from './register-words';
import { useSettled } from './use-settled';

type Shown = 'claims' | 'conflicts' | 'all';

/** The register of a community: who waits to be verified first, then what does not fit, then every door. */
export function RegisterDesk({ community: { communityId, name } }: { community: KeptCommunity }) {
  useRefreshOnReturn();
  const [shown, setShown] = useState<Shown>('claims');
  const [typed, setTyped] = useState('');
  const word = useSettled(typed.trim());
  const claims = useCount(communityId, 'claims');
  const conflicts = useCount(communityId, 'conflicts');
  return (
    <Page
      title="住户名册"
      bottom={
        <Button kind="main" icon="plus" text="添一户" onTap={() => openPage(newHouseholdPage(communityId))} />
      }
    >
      <Field
        label="找一户"
        placeholder="门牌号，或住的人的姓名"
        maxLength={40}
        value={typed}
        onChange={setTyped}
      />
      {word === '' ? (
        <>
          <SegmentedTabs
            label="看哪些住户"
            tabs={[
              { key: 'claims', text: `等核实${countWords(claims.data)}` },
              { key: 'conflicts', text: `两处登记${countWords(conflicts.data)}` },
              { key: 'all', text: '全部' },
            ]}
            selected={shown}
            onSelect={setShown}
          />
          <Households communityId={communityId} show={shown} />
        </>
      ) : (
        <Households communityId={communityId} show="all" word={word} />
      )}
      <RegisterSheets communityId={communityId} communityName={name} />
    </Page>
  );
}

const COUNT_MAX = 100;

function useCount(communityId: string, show: 'claims' | 'conflicts') {
  return useQuery({
    queryKey: ['register', communityId, 'count', show],
    queryFn: async () => {
      const { items, nextCursor } = await api.call('GET /v1/communities/{communityId}/households', {
        params: { communityId },
        query: { show, limit: COUNT_MAX },
      });
      return { count: items.length, isMore: nextCursor !== null };
    },
  });
}

function countWords(read: { count: number; isMore: boolean } | undefined): string {
  if (read === undefined || read.count === 0) return '';
  return read.isMore ? ` ${read.count}+` : ` ${read.count}`;
}

const NONE: Record<Shown, { title: string; how: string }> = {
  claims: { title: '没有等核实的', how: '居民登记了住址，会先到这里等您核实。' },
  conflicts: { title: '没有登记在两处的', how: '一个人登记在两户，会列在这里，请您看看哪一处过时了。' },
  all: { title: '名册还是空的', how: '在下面导入表格，或一户一户添。' },
};

function Households({ communityId, show, word }: { communityId: string; show: Shown; word?: string }) {
  const households = useInfiniteQuery({
    queryKey: ['register', communityId, 'list', show, word],
    queryFn: ({ pageParam }) =>
      api.call('GET /v1/communities/{communityId}/households', {
        params: { communityId },
        query: {
          show,
          ...(word === undefined ? {} : { q: word }),
          ...(pageParam === undefined ? {} : { cursor: pageParam }),
        },
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: nextCursorOf,
  });
  return (
    <Card flush>
      <PagedList
        query={households}
        row={(household) => <HouseholdRow household={household} />}
        lost="名册都在，没有丢。"
        empty={
          word === undefined ? (
            <Empty icon={show === 'all' ? 'home' : 'check'} {...NONE[show]} />
          ) : (
            <Empty icon="search" title="没找到这一户" how="换个字再找；名册里没有的，在下面添上。" />
          )
        }
      />
    </Card>
  );
}

function HouseholdRow({ household }: { household: Household }) {
  const { address, members } = household;
  const claimed = members.filter(({ status }) => status === 'claimed').length;
  const isElsewhere = members.some(({ alsoAt }) => alsoAt.length > 0);
  return (
    <ListRow
      title={address}
      detail={householdWords(household)}
      end={
        claimed > 0 ? (
          <Tag tone="amber" text={`${claimed} 人等核实`} />
        ) : isElsewhere ? (
          <Tag tone="alarm" text="两处登记" />
        ) : undefined
      }
      onTap={() => openPage(householdPage(household))}
    />
  );
}
