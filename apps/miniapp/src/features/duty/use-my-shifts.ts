import type { Shift } from '@shangju/contracts';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api } from '@/services/api';
import { usePendingSends } from '@/services/pending-sends';
import { keptRead } from './kept-read';
import { useWorksAtShop } from './my-shops';
import { withWaitingActs } from './waiting-acts';

const AT_ONCE_MAX = 50;
const EACH_MS = 60_000;

export const MY_SHIFTS_KEY = ['mine', 'shifts'];

/**
 * The shifts of my shops from today on, soonest first, as they stand once what waits on the phone has arrived.
 * While `watched`, anew every minute: a neighbour may take the plaque meanwhile.
 */
export function useMyShifts({ watched }: { watched: boolean }) {
  const query = useQuery({
    queryKey: MY_SHIFTS_KEY,
    ...keptRead<Shift[]>('shifts', async () => {
      const page = await api.call('GET /v1/me/shifts', { query: { limit: AT_ONCE_MAX } });
      return page.items;
    }),
    enabled: useWorksAtShop(),
    refetchInterval: watched ? EACH_MS : false,
  });
  const waiting = usePendingSends((sends) => sends.waiting);
  const data = useMemo(
    () => query.data?.map((shift) => withWaitingActs(shift, waiting)),
    [query.data, waiting],
  );
  return { ...query, data };
}
