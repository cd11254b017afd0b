import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api } from '@/services/api';

const FOUND_MAX = 8;

/** Shops of the association and households of its community that a word finds; nothing while there is none. */
export function useUnits(associationId: string, word: string) {
  const q = word.trim();
  return useQuery({
    queryKey: ['registers', 'units', associationId, q],
    queryFn: () =>
      api.call('GET /v1/associations/{associationId}/units', {
        params: { associationId },
        query: { q, limit: FOUND_MAX },
      }),
    enabled: q !== '',
    placeholderData: keepPreviousData,
  });
}
