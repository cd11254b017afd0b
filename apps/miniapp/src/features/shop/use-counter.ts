import type { Redemption, ScanResult } from '@shangju/contracts';
import { type UseQueryResult, useMutation, useQuery } from '@tanstack/react-query';
import { ApiProblem, api } from '@/services/api';
import { send } from '@/services/pending-sends';
import { streetNow } from '@/services/street-clock';
import { refusalWords } from './refusal-words';
import { refreshToday } from './today-lists';
import { voucherCheck } from './voucher-check';

/** Where the counter is with one scanned code. */
export type CounterStep =
  | { at: 'reading' | 'offline' }
  | { at: 'failed'; failure: unknown }
  | { at: 'refused'; title: string; why: string; redemption: Redemption | undefined }
  | { at: 'promise' | 'done'; redemption: Redemption };

export interface Counter {
  step: CounterStep;
  isFulfilling: boolean;
  fulfil: () => void;
  readAgain: () => void;
}

/** Looks at what was scanned, and fulfils it once the shop says so. */
export function useCounter(merchantId: string, code: string): Counter {
  const scanned = useQuery({
    queryKey: ['scanned', code],
    queryFn: () => api.call('POST /v1/scans', { body: { code } }),
    // A voucher is looked at once, and again when it is scanned again.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  const fulfilment = useMutation({
    mutationFn: ({ id, offerTitle }: Redemption) =>
      send(
        'POST /v1/redemptions/{redemptionId}/fulfil',
        { params: { redemptionId: id }, body: { voucher: code } },
        `核销 · ${offerTitle}`,
      ),
    onSettled: () => void refreshToday(merchantId),
  });
  const step = stepOf(scanned, fulfilment);
  return {
    step,
    isFulfilling: fulfilment.isPending,
    fulfil: () => step.at === 'promise' && fulfilment.mutate(step.redemption),
    readAgain: () => void scanned.refetch(),
  };
}

function stepOf(
  scanned: Pick<UseQueryResult<ScanResult>, 'data' | 'error' | 'fetchStatus'>,
  fulfilment: { data: Redemption | undefined; error: Error | null },
): CounterStep {
  if (fulfilment.data) return { at: 'done', redemption: fulfilment.data };
  if (fulfilment.error) return { at: 'refused', ...refusalWords(fulfilment.error), redemption: undefined };
  if (scanned.data) {
    const check = voucherCheck(scanned.data, streetNow());
    return check.can === 'fulfil'
      ? { at: 'promise', redemption: check.redemption }
      : { at: 'refused', ...check };
  }
  if (scanned.fetchStatus === 'paused') return { at: 'offline' };
  if (scanned.error === null || scanned.fetchStatus === 'fetching') return { at: 'reading' };
  return isRefusal(scanned.error)
    ? { at: 'refused', ...refusalWords(scanned.error), redemption: undefined }
    : { at: 'failed', failure: scanned.error };
}

function isRefusal(failure: unknown): boolean {
  return failure instanceof ApiProblem && failure.problem.status < 500;
}
