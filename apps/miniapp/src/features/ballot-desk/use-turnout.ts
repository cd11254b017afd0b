import type { TurnoutRow } from '@shangju/contracts';
import { useQuery } from '@tanstack/react-query';
import { api } from '@/services/api';
import { usePageShown } from '@/services/page-shown';

const AT_ONCE_MAX = 100;
const EACH_MS = 30_000;

/** Every unit of a ballot that has opened, and by which way its vote came; never what. */
export function useTurnout(ballotId: string, { enabled = true }: { enabled?: boolean } = {}) {
  const shown = usePageShown();
  return useQuery({
    queryKey: ['ballots', 'turnout', ballotId],
    queryFn: async () => {
      const rows: TurnoutRow[] = [];
      let cursor: string | undefined;
      do {
        const page = await api.call('GET /v1/ballots/{ballotId}/turnout', {
          params: { ballotId },
          query: { limit: AT_ONCE_MAX, ...(cursor === undefined ? {} : { cursor }) },
        });
        rows.push(...page.items);
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined);
      return rows;
    },
    enabled,
    refetchInterval: shown ? EACH_MS : false,
  });
}

/** Votes that wait for a second admin, or on which two do not agree. */
export function usePaperVotes(ballotId: string) {
  return useQuery({
    queryKey: ['ballots', 'paper', ballotId],
    queryFn: async () => {
      const page = await api.call('GET /v1/ballots/{ballotId}/paper-votes', {
        params: { ballotId },
        query: { limit: AT_ONCE_MAX },
      });
      return page.items;
    },
  });
}
