import type { Roster, Shift } from '@shangju/contracts';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api } from '@/services/api';
import { usePendingSends } from '@/services/pending-sends';
import { queryClient } from '@/services/query-client';
import { keptRead } from './kept-read';
import { MY_SHIFTS_KEY } from './use-my-shifts';
import { withWaitingActs } from './waiting-acts';

const WATCHED_EACH_MS = 20_000;

/** One shift, as it stands once what waits on the phone has arrived. */
export function useShift(shiftId: string, { watched }: { watched: boolean }) {
  const query = useQuery({
    queryKey: ['duty', 'shift', shiftId],
    queryFn: () => api.call('GET /v1/shifts/{shiftId}', { params: { shiftId } }),
    // The list may have brought it already, also when there is no network now.
    initialData: () =>
      queryClient.getQueryData<Shift[]>(MY_SHIFTS_KEY)?.find((shift) => shift.id === shiftId),
    initialDataUpdatedAt: 0,
    refetchInterval: watched ? WATCHED_EACH_MS : false,
  });
  const waiting = usePendingSends((sends) => sends.waiting);
  const data = useMemo(
    () => (query.data === undefined ? undefined : withWaitingActs(query.data, waiting)),
    [query.data, waiting],
  );
  return { ...query, data };
}

/** A roster with its checklist and who has its plaque; its last answer stays on the phone. */
export function useRoster(rosterId: string | undefined) {
  return useQuery({
    queryKey: ['duty', 'roster', rosterId],
    ...keptRead<Roster>(`roster-${rosterId}`, () =>
      api.call('GET /v1/rosters/{rosterId}', { params: { rosterId: rosterId ?? '' } }),
    ),
    enabled: rosterId !== undefined,
  });
}
