import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import { View } from '@tarojs/components';
import { Fragment, type ReactNode } from 'react';
import { failureWords } from '@/services/failure-words';
import { Button } from './button';
import { Loaded } from './loaded';
import { Skeleton } from './skeleton';

interface ListPage<Item> {
  items: Item[];
  nextCursor: string | null;
}

/** For `getNextPageParam` of a paged read. */
export const nextCursorOf = (page: { nextCursor: string | null }) => page.nextCursor ?? undefined;

/** A list that comes in pages: 再看一些 brings the next. Use inside `<Card flush>`. */
export function PagedList<Item extends { id: string }>({
  query,
  row,
  empty,
  skeletonRows = 4,
  lost,
}: {
  query: Pick<
    UseInfiniteQueryResult<InfiniteData<ListPage<Item>>>,
    | 'data'
    | 'error'
    | 'fetchStatus'
    | 'refetch'
    | 'hasNextPage'
    | 'isFetchingNextPage'
    | 'isFetchNextPageError'
    | 'fetchNextPage'
  >;
  row: (item: Item) => ReactNode;
  /** What stands here while nothing is in the list. */
  empty: ReactNode;
  skeletonRows?: number;
  lost?: string;
}) {
  return (
    <Loaded
      query={query}
      skeleton={<Skeleton rows={skeletonRows} />}
      {...(lost === undefined ? {} : { lost })}
    >
      {({ pages }) => {
        const items = pages.flatMap((page) => page.items);
        if (items.length === 0 && !query.hasNextPage) return empty;
        return (
          <>
            {items.map((item) => (
              <Fragment key={item.id}>{row(item)}</Fragment>
            ))}
            {query.hasNextPage ? (
              <View className="paged-list__more">
                {query.isFetchNextPageError ? (
                  <View className="paged-list__failure">{failureWords(query.error)}</View>
                ) : null}
                <Button
                  kind="quiet"
                  text={query.isFetchNextPageError ? '再试一次' : '再看一些'}
                  loading={query.isFetchingNextPage}
                  onTap={() => void query.fetchNextPage()}
                />
              </View>
            ) : null}
          </>
        );
      }}
    </Loaded>
  );
}
