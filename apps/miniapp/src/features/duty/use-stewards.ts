import { useQuery } from '@tanstack/react-query';
import { api } from '@/services/api';

const AT_ONCE_MAX = 50;
const EACH_MS = 60_000;

/** Who is steward of which lane right now. */
export function useStewards({ watched }: { watched: boolean }) {
  return useQuery({
    queryKey: ['duty', 'stewards'],
    queryFn: async () => (await api.call('GET /v1/stewards', { query: { limit: AT_ONCE_MAX } })).items,
    refetchInterval: watched ? EACH_MS : false,
  });
}
