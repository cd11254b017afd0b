import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api } from '@/services/api';
import { nextCursorOf } from '@/ui/paged-list';
import { useWorksAtShop } from './my-shops';

const AT_ONCE_MAX = 50;

/** The newest swaps of my shops, and those that they can accept. */
export function useMySwaps() {
  return useQuery({
    queryKey: ['mine', 'swaps', 'newest'],
    queryFn: async () => {
      const page = await api.call('GET /v1/me/swaps', { query: { limit: AT_ONCE_MAX } });
      return page.items;
    },
    enabled: useWorksAtShop(),
  });
}

/** All of them, page by page, newest first. */
export function useAllMySwaps() {
  return useInfiniteQuery({
    queryKey: ['mine', 'swaps', 'all'],
    queryFn: ({ pageParam }) =>
      api.call('GET /v1/me/swaps', { query: pageParam === undefined ? {} : { cursor: pageParam } }),
    enabled: useWorksAtShop(),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: nextCursorOf,
  });
}
