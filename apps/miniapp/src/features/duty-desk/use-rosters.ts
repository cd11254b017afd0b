import type { MerchantSummary } from '@shangju/contracts';
import { useQuery } from '@tanstack/react-query';
import { api } from '@/services/api';

/** As many as one answer brings; no association has so many rosters. */
const AT_ONCE_MAX = 100;

export function useRosters(associationId: string) {
  return useQuery({
    queryKey: ['duty', 'rosters', associationId],
    queryFn: async () => {
      const query = { limit: AT_ONCE_MAX };
      const page = await api.call('GET /v1/associations/{associationId}/rosters', {
        params: { associationId },
        query,
      });
      return page.items;
    },
  });
}

/** Every shop of the association that is on the street. */
export function useShops(associationId: string) {
  return useQuery({
    queryKey: ['association', associationId, 'shops'],
    queryFn: async () => {
      const shops: MerchantSummary[] = [];
      let cursor: string | undefined;
      do {
        const query = { associationId, limit: AT_ONCE_MAX, ...(cursor === undefined ? {} : { cursor }) };
        const page = await api.call('GET /v1/merchants', { query });
        shops.push(...page.items);
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined);
      return shops;
    },
  });
}
