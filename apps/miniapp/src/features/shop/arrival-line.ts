import type { Arrival } from '@shangju/contracts';
import { onlineManager } from '@tanstack/react-query';
import { api } from '@/services/api';
import { useSession } from '@/services/session';
import { openArrivalStream } from './arrival-stream';
import type { ArrivalStreamEnd } from './arrival-stream-props';

/** `none`: this phone can't listen. */
export type LineState = 'connecting' | 'open' | 'broken' | 'none';

const RETRY_FIRST_MS = 1_000;
const RETRY_MAX_MS = 15_000;
/** The server gives a sign of life every 20 s. */
const SILENCE_MS = 45_000;

/**
 * Keeps the shop's line open: opens it again after it broke, ever more slowly, at once when the phone is back
 * online, and with a fresh token when the old one ran out. Returns how to stop.
 */
export function keepArrivalLine({
  merchantId,
  onState,
  onArrival,
}: {
  merchantId: string;
  onState: (state: LineState) => void;
  onArrival: (arrival: Arrival) => void;
}): () => void {
  let stopped = false;
  let close = () => {};
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const after = (ms: number, act: () => void) => {
    clearTimeout(timer);
    timer = setTimeout(act, ms);
  };
  const open = () => {
    clearTimeout(timer);
    const accessToken = useSession.getState().tokens?.accessToken;
    // Signed out: the page goes, and this with it.
    if (accessToken === undefined) return;
    const watchSilence = () =>
      after(SILENCE_MS, () => {
        close();
        ended('lost');
      });
    watchSilence();
    close = openArrivalStream({
      merchantId,
      accessToken,
      onOpen: () => {
        failures = 0;
        onState('open');
      },
      onHeard: watchSilence,
      onArrival,
      onEnd: (how) => void ended(how),
    });
  };
  const ended = async (how: ArrivalStreamEnd) => {
    if (stopped) return;
    clearTimeout(timer);
    if (how === 'unsupported') return onState('none');
    onState('broken');
    failures += 1;
    // Any call renews a token that ran out.
    if (how === 'unauthorized') await api.call('GET /v1/me', {}).catch(() => undefined);
    if (!stopped) after(Math.min(RETRY_FIRST_MS * 2 ** (failures - 1), RETRY_MAX_MS), open);
  };
  const stopOnline = onlineManager.subscribe((online) => {
    clearTimeout(timer);
    close();
    // A line whose network is gone often only looks open.
    if (online) open();
    else onState('broken');
  });

  onState('connecting');
  open();
  return () => {
    stopped = true;
    clearTimeout(timer);
    stopOnline();
    close();
  };
}
