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

export interface Scan {
  code: string;
  /** Which scan of this page it is: the same voucher scanned again is looked at again. */
  place: number;
}

/** Looks at what was scanned, and fulfils it once the shop says so. */
export function useCounter(merchantId: string, { code, place }: Scan): Counter {
  const scanned = useQuery({
    queryKey: ['scanned', place, code],
    queryFn: () => api.call('POST /v1/scans', { body: { code } }),
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
  const step = stepOf(merchantId, scanned, fulfilment);
  return {
    step,
    isFulfilling: fulfilment.isPending,
    fulfil: () => step.at === 'promise' && fulfilment.mutate(step.redemption),
    readAgain: () => void scanned.refetch(),
  };
}

function stepOf(
  merchantId: string,
  scanned: Pick<UseQueryResult<ScanResult>, 'data' | 'error' | 'fetchStatus'>,
  fulfilment: { data: Redemption | undefined; error: Error | null },
): CounterStep {
  if (fulfilment.data) return { at: 'done', redemption: fulfilment.data };
  if (fulfilment.error) return { at: 'refused', ...refusalWords(fulfilment.error), redemption: undefined };
  if (scanned.data) {
    const check = voucherCheck(scanned.data, merchantId, streetNow());
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
