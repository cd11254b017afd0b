import { useInfiniteQuery } from '@tanstack/react-query';
import { api } from '@/services/api';
import { nextCursorOf } from '@/ui/paged-list';

/** What a shop gives for points, cheapest first. */
export function useShopOffers(merchantId: string | undefined) {
  return useInfiniteQuery({
    queryKey: ['offers', 'shop', merchantId],
    queryFn: ({ pageParam }) =>
      api.call('GET /v1/merchants/{merchantId}/offers', {
        params: { merchantId: merchantId ?? '' },
        query: pageParam === undefined ? {} : { cursor: pageParam },
      }),
    enabled: merchantId !== undefined,
    initialPageParam: undefined as string | undefined,
    getNextPageParam: nextCursorOf,
  });
}
