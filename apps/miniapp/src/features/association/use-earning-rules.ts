import { useQuery } from '@tanstack/react-query';
import { api } from '@/services/api';

/** How points are earned at the association, and how much of its budget is issued. */
export function useEarningRules(associationId: string) {
  return useQuery({
    queryKey: earningRulesKey(associationId),
    queryFn: () =>
      api.call('GET /v1/associations/{associationId}/earning-rules', { params: { associationId } }),
  });
}

export const earningRulesKey = (associationId: string) => ['association', associationId, 'earning-rules'];
