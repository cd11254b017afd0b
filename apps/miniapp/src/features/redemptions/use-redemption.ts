import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { api } from '@/services/api';
import { queryClient } from '@/services/query-client';
import { useSignedIn } from '@/services/session';

const WATCH_EACH_MS = 3_000;

/** One redemption; while it is held and `watched`, the shop's fulfilling shows within seconds. */
export function useRedemption(redemptionId: string, { watched }: { watched: boolean }) {
  const redemption = useQuery({
    queryKey: ['redemption', redemptionId],
    queryFn: () => api.call('GET /v1/redemptions/{redemptionId}', { params: { redemptionId } }),
    enabled: useSignedIn(),
    refetchInterval: ({ state }) => (watched && state.data?.status === 'held' ? WATCH_EACH_MS : false),
  });

  // It ended under our eyes: points and lists are no longer what they were.
  const status = redemption.data?.status;
  const before = useRef(status);
  useEffect(() => {
    if (before.current === 'held' && status !== 'held') {
      void queryClient.invalidateQueries({ queryKey: ['mine'] });
    }
    before.current = status;
  }, [status]);
  return redemption;
}
