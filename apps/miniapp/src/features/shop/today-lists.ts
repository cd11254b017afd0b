import type { Arrival, MerchantCheckIn, Redemption } from '@shangju/contracts';
import { localDay } from '@shangju/rules';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api } from '@/services/api';
import { queryClient } from '@/services/query-client';
import { streetNow } from '@/services/street-clock';
import { mergeNewestFirst } from './merge-newest-first';

/** One line of the shop's day. */
export type TodayItem =
  | { kind: 'check-in'; id: string; at: string; checkIn: MerchantCheckIn }
  | { kind: 'redemption'; id: string; at: string; redemption: Redemption };

/** @param everyMs how often to ask again by itself; false while the line tells what is new */
export interface TodayReading {
  merchantId: string;
  everyMs: number | false;
}

/** Today's check-ins and redemptions of a shop in one list, newest first, a page at a time. */
export function useToday({ merchantId, everyMs }: TodayReading) {
  const day = localDay(streetNow());
  const params = { merchantId };
  const checkIns = useInfiniteQuery({
    queryKey: [...todayKey(merchantId), day, 'check-ins'],
    queryFn: ({ pageParam }) =>
      api.call('GET /v1/merchants/{merchantId}/check-ins', { params, query: { day, ...pageParam } }),
    ...pages,
    refetchInterval: everyMs,
  });
  const redemptions = useInfiniteQuery({
    queryKey: [...todayKey(merchantId), day, 'redemptions'],
    queryFn: ({ pageParam }) =>
      api.call('GET /v1/merchants/{merchantId}/redemptions', { params, query: { day, ...pageParam } }),
    ...pages,
    refetchInterval: everyMs,
  });
  const { items, more } = useMemo(
    () =>
      mergeNewestFirst<TodayItem>([
        {
          items: (checkIns.data?.pages ?? []).flatMap((page) => page.items.map(checkInItem)),
          hasMore: checkIns.hasNextPage,
        },
        {
          items: (redemptions.data?.pages ?? []).flatMap((page) => page.items.map(redemptionItem)),
          hasMore: redemptions.hasNextPage,
        },
      ]),
    [checkIns.data, checkIns.hasNextPage, redemptions.data, redemptions.hasNextPage],
  );
  const lists = [checkIns, redemptions] as const;
  return {
    items,
    isRead: lists.every(({ data }) => data !== undefined),
    /** Of a first reading; what is there stays there when a later one fails. */
    failure: lists.find(({ data, error }) => data === undefined && error !== null)?.error ?? undefined,
    readAt: Math.min(checkIns.dataUpdatedAt, redemptions.dataUpdatedAt),
    retry: () => void refreshToday(merchantId),
    hasMore: more.length > 0,
    isReadingMore: lists.some(({ isFetchingNextPage }) => isFetchingNextPage),
    readMore: () => {
      for (const list of more) void lists[list]?.fetchNextPage();
    },
  };
}

/** Today's figures of a shop. */
export function useTodayFigures({ merchantId, everyMs }: TodayReading) {
  const day = localDay(streetNow());
  return useQuery({
    queryKey: [...todayKey(merchantId), day, 'figures'],
    queryFn: () => api.call('GET /v1/merchants/{merchantId}/day', { params: { merchantId }, query: { day } }),
    refetchInterval: everyMs,
  });
}

/** Reads again what is shown of the shop's day. */
export function refreshToday(merchantId: string): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: todayKey(merchantId) });
}

/** What a line of the list looks like on the stream; so that both tell the same news once. */
export function arrivalOf(item: TodayItem): Arrival {
  if (item.kind === 'check-in') {
    const { id, at, points, residentTail } = item.checkIn;
    return { kind: 'check-in', id, at, points, residentTail, title: '签到' };
  }
  const { id, status, createdAt, endedAt, points, residentTail, offerTitle } = item.redemption;
  return {
    kind: REDEMPTION_KINDS[status],
    id,
    at: endedAt ?? createdAt,
    points,
    residentTail,
    title: offerTitle,
  };
}

const REDEMPTION_KINDS = {
  held: 'redemption-held',
  fulfilled: 'redemption-fulfilled',
  cancelled: 'redemption-ended',
  lapsed: 'redemption-ended',
} as const;

const todayKey = (merchantId: string) => ['shop', merchantId, 'today'];

const pages = {
  initialPageParam: {} as { cursor?: string },
  getNextPageParam: ({ nextCursor }: { nextCursor: string | null }) =>
    nextCursor === null ? null : { cursor: nextCursor },
};

const checkInItem = (checkIn: MerchantCheckIn): TodayItem => ({
  kind: 'check-in',
  id: checkIn.id,
  at: checkIn.at,
  checkIn,
});

const redemptionItem = (redemption: Redemption): TodayItem => ({
  kind: 'redemption',
  id: redemption.id,
  at: redemption.createdAt,
  redemption,
});
