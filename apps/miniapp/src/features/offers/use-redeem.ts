import type { Offer, RedemptionWithBalance } from '@shangju/contracts';
import { useMutation } from '@tanstack/react-query';
import Taro from '@tarojs/taro';
import { useEffect, useState } from 'react';
import { voucherPage } from '@/features/redemptions/voucher-page';
import { problemCode } from '@/services/api';
import { failureWords } from '@/services/failure-words';
import { usePageShown } from '@/services/page-shown';
import { send, usePendingSends } from '@/services/pending-sends';

/** How it stands with redeeming on a page. */
export interface Redeeming {
  /** The offer that the person is asked to confirm. */
  asked: Offer | undefined;
  ask: (offer: Offer) => void;
  confirm: () => void;
  cancel: () => void;
  busy: boolean;
  /** Set where the shop's code does no longer do: why, and it has to be scanned anew. */
  codeRefusal: string | undefined;
  /** The code was scanned anew: the question stands again. */
  forgetRefusal: () => void;
  /** Why the API refused this offer just now. */
  refusalOf: (offer: Offer) => string | undefined;
  /** Sent and not yet answered, also on an earlier visit of the page. */
  isWaiting: (offer: Offer) => boolean;
}

/**
 * Redeems offers: at once with the shop's code, else for a voucher. The answer opens the voucher's page, in place of
 * this one or over it.
 */
export function useRedeem({
  merchantCode,
  inPlace = false,
}: {
  merchantCode: string | undefined;
  inPlace?: boolean;
}): Redeeming {
  const shown = usePageShown();
  const [asked, setAsked] = useState<Offer>();
  const waiting = usePendingSends((sends) => sends.waiting);
  const { mutate, data, error, variables, isPending, reset } = useMutation({
    mutationFn: (offer: Offer) =>
      send('POST /v1/redemptions', { body: bodyOf(offer, merchantCode) }, aboutOf(offer)),
  });

  // An answer that comes late waits until the person is back: no page is taken from under the finger.
  useEffect(() => {
    if (!shown || !data) return;
    setAsked(undefined);
    reset();
    openRedeemed(data, inPlace);
  }, [shown, data, reset, inPlace]);

  const newCodeHelps = NEEDS_NEW_CODE.has(problemCode(error) ?? '');
  const refused = error !== null && !newCodeHelps;
  // Without a network the question makes way for the page, which says what waits.
  const stuck = isPending && waiting.some(({ failedTries }) => failedTries > 0);
  return {
    asked: refused || stuck ? undefined : asked,
    ask: (offer) => {
      reset();
      setAsked(offer);
    },
    confirm: () => asked && mutate(asked),
    cancel: () => {
      reset();
      setAsked(undefined);
    },
    busy: isPending,
    codeRefusal: newCodeHelps ? failureWords(error) : undefined,
    forgetRefusal: reset,
    refusalOf: ({ id }) => (refused && variables?.id === id ? failureWords(error) : undefined),
    isWaiting: (offer) => waiting.some(({ about }) => about === aboutOf(offer)),
  };
}

const NEEDS_NEW_CODE = new Set(['code-expired', 'code-invalid', 'code-wrong-kind', 'code-other-merchant']);

function aboutOf({ title, merchantName }: Offer): string {
  return `兑换 ${title} · ${merchantName}`;
}

function bodyOf({ id }: Offer, merchantCode: string | undefined) {
  return merchantCode === undefined ? { offerId: id } : { offerId: id, merchantCode };
}

function openRedeemed({ id }: RedemptionWithBalance, inPlace: boolean): void {
  const url = voucherPage(id);
  void (inPlace ? Taro.redirectTo({ url }) : Taro.navigateTo({ url }));
}
