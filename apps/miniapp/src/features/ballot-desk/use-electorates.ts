import { useQuery } from '@tanstack/react-query';
import { api } from '@/services/api';

/** The registers that this association can hold ballots in, with how many units each has now. */
export function useElectorates(associationId: string) {
  return useQuery({
    queryKey: ['ballots', 'electorates', associationId],
    queryFn: () =>
      api.call('GET /v1/associations/{associationId}/electorates', { params: { associationId } }),
  });
}
