import type { OfferStatus } from '@shangju/contracts';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api } from '@/services/api';
import { nextCursorOf } from '@/ui/paged-list';

/** The offers of the association's shops in one state, longest there first. */
export function useAssociationOffers(associationId: string, status: OfferStatus) {
  return useInfiniteQuery({
    queryKey: [...offersKey(associationId), status],
    queryFn: ({ pageParam }) =>
      api.call('GET /v1/associations/{associationId}/offers', {
        params: { associationId },
        query: { status, ...(pageParam === undefined ? {} : { cursor: pageParam }) },
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: nextCursorOf,
  });
}

/** How many offers wait for approval, and since when the first; counted up to COUNT_MAX. */
export function useWaitingOffers(associationId: string) {
  return useQuery({
    queryKey: [...offersKey(associationId), 'waiting'],
    queryFn: async () => {
      const { items, nextCursor } = await api.call('GET /v1/associations/{associationId}/offers', {
        params: { associationId },
        query: { status: 'submitted', limit: COUNT_MAX },
      });
      return { count: items.length, isMore: nextCursor !== null, longest: items[0] };
    },
  });
}

export const offersKey = (associationId: string) => ['association', associationId, 'offers'];

const COUNT_MAX = 100;
