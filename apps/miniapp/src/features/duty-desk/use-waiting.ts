import type { Patrol } from '@shangju/contracts';
import { sayInstant } from '@shangju/rules';
import { useQuery } from '@tanstack/react-query';
import { api } from '@/services/api';
import { streetNow } from '@/services/street-clock';

const AT_ONCE_MAX = 100;

/** What waits for the admin of a roster: how many swaps, and what the newest finding is about. */
export function useWaiting(rosterId: string) {
  return useQuery({
    queryKey: ['duty', 'waiting', rosterId],
    queryFn: async () => {
      const params = { rosterId };
      const [swaps, findings] = await Promise.all([
        api.call('GET /v1/rosters/{rosterId}/swaps', {
          params,
          query: { status: 'accepted', limit: AT_ONCE_MAX },
        }),
        api.call('GET /v1/rosters/{rosterId}/findings', { params, query: { limit: 1 } }),
      ]);
      const [newest] = findings.items;
      return { swaps: swaps.items.length, finding: newest && findingLine(newest) };
    },
  });
}

/** 昨天 09:05 门前干净 */
function findingLine({ at, results, note }: Patrol): string {
  const wrong = results.filter(({ ok }) => !ok).map(({ item }) => item);
  return `${sayInstant(new Date(at), streetNow())} ${wrong.length > 0 ? wrong.join('、') : note}`;
}
