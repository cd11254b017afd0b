import type { CheckIn, MerchantSummary, MyPoints } from '@shangju/contracts';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { problemCode } from '@/services/api';
import { failureWords } from '@/services/failure-words';
import { send, usePendingSends } from '@/services/pending-sends';
import { queryClient } from '@/services/query-client';
import { LOCATION_DENIED_WORDS, phoneLocation } from './phone-location';

/** How it stands with checking in at a shop. */
export type CheckInState =
  | { step: 'ready' }
  /** `stuck` once a try has found no network. */
  | { step: 'sending'; stuck: boolean }
  | { step: 'done'; checkIn: CheckIn }
  | { step: 'no-location'; words: string; denied: boolean }
  | { step: 'refused'; words: string; code: string };

/** Earns points for being at a shop, with the phone's place where the rule asks for it. */
export function useCheckIn(merchant: MerchantSummary, code: string) {
  const about = `签到 · ${merchant.name}`;
  const [missing, setMissing] = useState<'denied' | 'unknown'>();
  const waiting = usePendingSends((sends) => sends.waiting.find((one) => one.about === about));
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: async ({ withLocation }: { withLocation: boolean }) => {
      setMissing(undefined);
      if (!withLocation) return send('POST /v1/check-ins', { body: { code } }, about);
      const place = await phoneLocation();
      if ('location' in place)
        return send('POST /v1/check-ins', { body: { code, location: place.location } }, about);
      setMissing(place.missing);
      return undefined;
    },
    onSuccess: (checkIn) => {
      if (!checkIn) return;
      queryClient.setQueryData<MyPoints>(
        ['mine', 'points'],
        (known) => known && { ...known, ...checkIn.balance },
      );
    },
  });
  return {
    state: stateNow(),
    checkIn: () => mutate({ withLocation: false }),
    checkInWithLocation: () => mutate({ withLocation: true }),
  };

  function stateNow(): CheckInState {
    if (data) return { step: 'done', checkIn: data };
    if (isPending || waiting) return { step: 'sending', stuck: (waiting?.failedTries ?? 0) > 0 };
    if (missing === 'denied') return { step: 'no-location', words: LOCATION_DENIED_WORDS, denied: true };
    if (missing === 'unknown')
      return { step: 'no-location', words: '手机没测出位置，走到门口再试一次。', denied: false };
    if (error) return { step: 'refused', words: failureWords(error), code: problemCode(error) ?? '' };
    return { step: 'ready' };
  }
}
