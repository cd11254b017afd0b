import { useQuery } from '@tanstack/react-query';
import { api } from '@/services/api';

/** One offer, as residents see it. */
export function useOffer(offerId: string) {
  return useQuery({
    queryKey: ['offer', offerId],
    queryFn: () => api.call('GET /v1/offers/{offerId}', { params: { offerId } }),
  });
}
