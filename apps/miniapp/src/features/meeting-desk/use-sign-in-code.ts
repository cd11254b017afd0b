import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api } from '@/services/api';
import { streetNow } from '@/services/street-clock';

/** A code is still taken this long after the next one came (one step of grace). */
const GRACE_MS = 30_000;
/** The street's clock is known to within the way of a request. */
const AFTER_TURN_MS = 200;
const RETRY_MS = 2_000;

/**
 * The code by which people sign in at a meeting, fetched anew each time it turns while `shown`. `code` is undefined
 * as soon as nobody could use it any more.
 */
export function useSignInCode(meetingId: string, shown: boolean) {
  const query = useQuery({
    queryKey: ['meeting-sign-in-code', meetingId],
    queryFn: async () => {
      const { url, validUntil } = await api.call('GET /v1/meetings/{meetingId}/sign-in-code', {
        params: { meetingId },
      });
      return { url, turnsMs: Date.parse(validUntil) };
    },
    enabled: shown,
    staleTime: 0,
    gcTime: 0,
    retry: false,
    refetchInterval: ({ state }) => {
      if (!shown) return false;
      if (state.data === undefined || state.error !== null) return RETRY_MS;
      const leftMs = state.data.turnsMs - streetNow().getTime();
      return leftMs > 0 ? leftMs + AFTER_TURN_MS : RETRY_MS;
    },
  });
  const usable = useBefore(query.data && query.data.turnsMs + GRACE_MS);
  return { code: usable ? query.data : undefined, query };
}

/** True until an instant of the street's clock. */
function useBefore(instantMs: number | undefined): boolean {
  const [, setTick] = useState(0);
  useEffect(() => {
    if (instantMs === undefined) return;
    const leftMs = Math.max(0, instantMs - streetNow().getTime());
    const timer = setTimeout(() => setTick((tick) => tick + 1), leftMs + 1);
    return () => clearTimeout(timer);
  }, [instantMs]);
  return instantMs !== undefined && streetNow().getTime() < instantMs;
}
