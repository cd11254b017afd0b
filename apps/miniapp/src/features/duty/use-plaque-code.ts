import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api, problemCode } from '@/services/api';
import { streetNow } from '@/services/street-clock';

/** A code is still taken this long after the next one came (one step of grace). */
const GRACE_MS = 30_000;
/** Also how soon the page notices that the next steward has scanned it. */
const EACH_MS = 3_000;

/**
 * The code by which the next steward takes the plaque, anew every few seconds while `shown`. `code` is undefined
 * as soon as nobody could use it any more; `isGone` once somebody has taken the plaque.
 */
export function usePlaqueCode(shiftId: string, shown: boolean) {
  const query = useQuery({
    queryKey: ['plaque-code', shiftId],
    queryFn: async () => {
      const answer = await api.call('GET /v1/shifts/{shiftId}/plaque-code', { params: { shiftId } });
      return { url: answer.url, turnsMs: Date.parse(answer.validUntil) };
    },
    enabled: shown,
    staleTime: 0,
    gcTime: 0,
    retry: false,
    refetchInterval: ({ state }) =>
      shown && problemCode(state.error) !== 'plaque-not-here' ? EACH_MS : false,
  });
  const isGone = problemCode(query.error) === 'plaque-not-here';
  const usable = useBefore(query.data && query.data.turnsMs + GRACE_MS);
  return { code: usable && !isGone ? query.data : undefined, isGone, query };
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
