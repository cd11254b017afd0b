import { useQuery } from '@tanstack/react-query';
import { api } from '@/services/api';
import { streetNow } from '@/services/street-clock';

const TURN_MIN_MS = 1_000;
const TURN_MAX_MS = 30_000;

/** The voucher's turning code, fetched anew at each turn while `shown`. */
export function useVoucherCode(redemptionId: string, { shown }: { shown: boolean }) {
  return useQuery({
    queryKey: ['voucher', redemptionId],
    queryFn: () => api.call('GET /v1/redemptions/{redemptionId}/voucher', { params: { redemptionId } }),
    enabled: shown,
    staleTime: 0,
    // A code of an earlier visit is no longer good.
    gcTime: 0,
    refetchInterval: ({ state }) =>
      state.data
        ? Math.min(
            TURN_MAX_MS,
            Math.max(TURN_MIN_MS, Date.parse(state.data.validUntil) - streetNow().getTime()),
          )
        : TURN_MIN_MS,
  });
}
