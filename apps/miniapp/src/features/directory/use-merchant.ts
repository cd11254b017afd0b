import { useQuery } from '@tanstack/react-query';
import { api } from '@/services/api';

/** One shop, as everybody may see it. */
export function useMerchant(merchantId: string) {
  return useQuery({
    queryKey: ['merchant', merchantId],
    queryFn: () => api.call('GET /v1/merchants/{merchantId}', { params: { merchantId } }),
  });
}
