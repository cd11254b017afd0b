import { useQuery } from '@tanstack/react-query';
import { api } from '@/services/api';

/** The verdict of a closed ballot: frozen, so that it is read once, and once more when it is sealed. */
export function useResult(ballotId: string) {
  return useQuery({
    queryKey: ['ballots', 'result', ballotId],
    queryFn: () => api.call('GET /v1/ballots/{ballotId}/result', { params: { ballotId } }),
    staleTime: Number.POSITIVE_INFINITY,
    refetchInterval: ({ state }) => (state.data?.resultDigest === null ? UNTIL_SEALED_MS : false),
  });
}

/** Of very many votes the seal comes a minute after the count. */
const UNTIL_SEALED_MS = 5_000;
