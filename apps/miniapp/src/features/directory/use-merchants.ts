import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { api } from '@/services/api';
import { nextCursorOf } from '@/ui/paged-list';

const PAGE_SIZE = 10;

export interface MerchantsAsked {
  associationId: string | undefined;
  /** Part of a name; empty for all. */
  word: string;
}

/** The shops of the street, of one association or by a word, page by page. */
export function useMerchants({ associationId, word }: MerchantsAsked) {
  return useInfiniteQuery({
    queryKey: ['merchants', associationId, word],
    queryFn: ({ pageParam }) =>
      api.call('GET /v1/merchants', {
        query: {
          limit: PAGE_SIZE,
          ...(associationId === undefined ? {} : { associationId }),
          ...(word === '' ? {} : { q: word }),
          ...(pageParam === undefined ? {} : { cursor: pageParam }),
        },
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: nextCursorOf,
    // The list stands still under the finger while the next word is looked up.
    placeholderData: keepPreviousData,
  });
}
