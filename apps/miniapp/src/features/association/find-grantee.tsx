import type { Grantee } from '@shangju/contracts';
import { type InfiniteData, useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api } from '@/services/api';
import { Card } from '@/ui/card';
import { Empty } from '@/ui/empty';
import { Field } from '@/ui/field';
import { ListRow } from '@/ui/list-row';
import { nextCursorOf, PagedList } from '@/ui/paged-list';

/** Typing is over when nothing was typed for so long. */
const TYPING_MS = 400;

/** Finds a person by number or part of the name. */
export function FindGrantee({
  associationId,
  onFound,
}: {
  associationId: string;
  onFound: (grantee: Grantee) => void;
}) {
  const [typed, setTyped] = useState('');
  const word = useSettled(typed.trim());
  const found = useInfiniteQuery({
    queryKey: ['association', associationId, 'grantees', word],
    queryFn: ({ pageParam }) =>
      api.call('GET /v1/associations/{associationId}/grantees', {
        params: { associationId },
        query: { q: word, ...(pageParam === undefined ? {} : { cursor: pageParam }) },
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: nextCursorOf,
    enabled: word !== '',
    select: withIds,
  });
  return (
    <>
      <Field
        label="姓名或编号"
        placeholder="比如 周敏华，或 100231"
        maxLength={40}
        value={typed}
        onChange={setTyped}
      />
      {word === '' ? null : (
        <Card flush>
          <PagedList
            query={found}
            row={(grantee) => (
              <ListRow
                icon="person"
                title={grantee.name}
                detail={granteeWords(grantee)}
                onTap={() => onFound(grantee)}
              />
            )}
            empty={<Empty icon="search" title="没找到这位居民" how="换个字再找，或者输入完整的编号。" />}
          />
        </Card>
      )}
    </>
  );
}

/** Enough to tell two of one name apart: 编号 100231 · 文化宫社区 */
export function granteeWords({ number, communityName }: Grantee): string {
  return communityName === null ? `编号 ${number}` : `编号 ${number} · ${communityName}`;
}

type GranteePage = { items: Grantee[]; nextCursor: string | null };

/** Lists tell their rows apart by `id`. */
function withIds({ pages, pageParams }: InfiniteData<GranteePage, string | undefined>) {
  return {
    pages: pages.map(({ items, nextCursor }) => ({
      items: items.map((grantee) => ({ ...grantee, id: grantee.personId })),
      nextCursor,
    })),
    pageParams,
  };
}

function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), TYPING_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
