import type { BallotState } from '@shangju/contracts';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api } from '@/services/api';
import { usePageShown } from '@/services/page-shown';
import { useSession } from '@/services/session';
import { nextCursorOf } from '@/ui/paged-list';

const EACH_MS = 30_000;

/**
 * The first ballots of a state; anew every so often while the page is looked at.
 * @param mine only those in which a household or shop of mine has a vote
 */
export function useBallots({
  state,
  mine = false,
  limit,
  enabled = true,
}: {
  state: BallotState;
  mine?: boolean;
  limit: number;
  enabled?: boolean;
}) {
  const personId = useSession((session) => session.person?.id);
  const shown = usePageShown();
  return useQuery({
    queryKey: ['ballots', 'list', personId, state, mine, limit],
    queryFn: async () =>
      (await api.call('GET /v1/ballots', { query: { state, limit, ...(mine ? { mine } : {}) } })).items,
    enabled,
    refetchInterval: shown ? EACH_MS : false,
  });
}

/** All ballots that have closed, page by page. */
export function useClosedBallots() {
  return useInfiniteQuery({
    queryKey: ['ballots', 'closed'],
    queryFn: ({ pageParam }) =>
      api.call('GET /v1/ballots', {
        query: { state: 'closed', ...(pageParam === undefined ? {} : { cursor: pageParam }) },
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: nextCursorOf,
  });
}
