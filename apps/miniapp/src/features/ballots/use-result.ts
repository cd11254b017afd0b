import { useQuery } from '@tanstack/react-query';
import { api } from '@/services/api';

/** The verdict of a closed ballot: frozen, so that it is read once. */
export function useResult(ballotId: string) {
  return useQuery({
    queryKey: ['ballots', 'result', ballotId],
    queryFn: () => api.call('GET /v1/ballots/{ballotId}/result', { params: { ballotId } }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}
