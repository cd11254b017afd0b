import type { Redemption } from '@shangju/contracts';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api } from '@/services/api';
import { useSignedIn } from '@/services/session';
import { nextCursorOf } from '@/ui/paged-list';

const HELD_AT_ONCE_MAX = 100;
const HELD_EACH_MS = 20_000;

/** Vouchers that wait to be used. While `watched`, those that shops take or that run out leave by themselves. */
export function useHeldRedemptions({ watched }: { watched: boolean }) {
  return useQuery({
    queryKey: ['mine', 'redemptions', 'held'],
    queryFn: async () => {
      const page = await api.call('GET /v1/me/redemptions', {
        query: { status: 'held', limit: HELD_AT_ONCE_MAX },
      });
      return page.items;
    },
    enabled: useSignedIn(),
    refetchInterval: ({ state }) => (watched && state.data?.length ? HELD_EACH_MS : false),
  });
}

/** What I redeemed and is over, newest first. */
export function usePastRedemptions() {
  return useInfiniteQuery({
    queryKey: ['mine', 'redemptions', 'all'],
    queryFn: ({ pageParam }) =>
      api.call('GET /v1/me/redemptions', { query: pageParam === undefined ? {} : { cursor: pageParam } }),
    enabled: useSignedIn(),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: nextCursorOf,
    select: ({ pages, pageParams }) => ({ pages: pages.map(withoutHeld), pageParams }),
  });
}

function withoutHeld(page: { items: Redemption[]; nextCursor: string | null }) {
  return { ...page, items: page.items.filter(({ status }) => status !== 'held') };
}
