import type { CodeOnScreen } from '@shangju/contracts';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { streetNow } from './street-clock';

/** A code is still taken this long after the next one came (one step of grace). */
const GRACE_MS = 30_000;
/** The street's clock is known to within the way of a request. */
const AFTER_TURN_MS = 200;
const RETRY_MS = 2_000;

/**
 * A code that others scan from this screen, fetched anew each time it turns while `shown`. `code` is undefined as
 * soon as nobody could use it any more.
 * @param eachMs how often it is fetched instead, where the page must soon notice that the code is `over`
 */
export function useTurningCode({
  queryKey,
  read,
  shown,
  eachMs,
  over = () => false,
}: {
  queryKey: readonly string[];
  read: () => Promise<CodeOnScreen>;
  shown: boolean;
  eachMs?: number;
  over?: (failure: unknown) => boolean;
}) {
  const query = useQuery({
    queryKey,
    queryFn: async () => {
      const { url, validUntil } = await read();
      return { url, turnsMs: Date.parse(validUntil) };
    },
    enabled: shown,
    staleTime: 0,
    gcTime: 0,
    retry: false,
    refetchInterval: ({ state }) => {
      if (!shown || over(state.error)) return false;
      if (eachMs !== undefined) return eachMs;
      if (state.data === undefined || state.error !== null) return RETRY_MS;
      const leftMs = state.data.turnsMs - streetNow().getTime();
      return leftMs > 0 ? leftMs + AFTER_TURN_MS : RETRY_MS;
    },
  });
  const isOver = over(query.error);
  const usable = useBefore(query.data && query.data.turnsMs + GRACE_MS);
  return { code: usable && !isOver ? query.data : undefined, isOver, query };
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
