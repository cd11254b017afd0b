import { useQuery } from '@tanstack/react-query';
import { api } from '@/services/api';
import { useSignedIn } from '@/services/session';

/** What I can spend, what is held for vouchers, and what I earned and spent so far. */
export function useMyPoints() {
  return useQuery({
    queryKey: ['mine', 'points'],
    queryFn: () => api.call('GET /v1/me/points', {}),
    enabled: useSignedIn(),
  });
}
