import type { Arrival } from '@shangju/contracts';
import { useCallback, useEffect, useRef, useState } from 'react';
import { streetNow } from '@/services/street-clock';
import { ArrivalBook } from './arrival-book';
import { keepArrivalLine, type LineState } from './arrival-line';
import { arrivalOf, refreshToday, useToday, useTodayFigures } from './today-lists';

/** Asks this often where the line does not tell. */
const POLL_MS = 4_000;
/** Several that arrive together are read once. */
const GATHER_MS = 250;
/** A line that is back within this time was not worth a word. */
const PATIENCE_MS = 2_000;

/**
 * What happens at the shop while the page is shown: today's lists and figures, kept up to date by the line, or by
 * asking where there is none, and each thing that arrives, once.
 * @param onArrival called with news; `late` when it happened while the page was hidden
 */
export function useArrivals({
  merchantId,
  shown,
  onArrival,
}: {
  merchantId: string;
  shown: boolean;
  onArrival: (arrival: Arrival, late: boolean) => void;
}) {
  const [state, setState] = useState<LineState>('connecting');
  const everyMs = shown && state !== 'open' ? POLL_MS : false;
  const today = useToday({ merchantId, everyMs });
  const figures = useTodayFigures({ merchantId, everyMs });

  const [book] = useState(() => new ArrivalBook());
  const shownAgainAt = useRef(0);
  const tell = useRef(onArrival);
  tell.current = onArrival;
  const refreshSoon = useGathered(useCallback(() => void refreshToday(merchantId), [merchantId]));

  useEffect(() => {
    if (!shown) return;
    shownAgainAt.current = streetNow().getTime();
    refreshSoon();
    return keepArrivalLine({
      merchantId,
      onState: (next) => {
        setState(next);
        // What came while there was no line is in the lists.
        if (next === 'open') refreshSoon();
      },
      onArrival: (arrival) => {
        refreshSoon();
        if (book.take(arrival) && arrival.kind !== 'redemption-ended') tell.current(arrival, false);
      },
    });
  }, [shown, merchantId, book, refreshSoon]);

  const { items, isRead } = today;
  useEffect(() => {
    if (!isRead || !shown) return;
    const news = book.takeAll(items.map(arrivalOf));
    if (news) tell.current(news, Date.parse(news.at) < shownAgainAt.current);
  }, [items, isRead, shown, book]);

  return { today, figures, broken: useLasting(shown && state === 'broken', PATIENCE_MS) };
}

/** Calls that come close together are done as one. */
function useGathered(act: () => void): () => void {
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      timer.current = undefined;
    },
    [],
  );
  return useCallback(() => {
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      act();
    }, GATHER_MS);
  }, [act]);
}

/** True once something has been true for so long. */
function useLasting(value: boolean, ms: number): boolean {
  const [lasting, setLasting] = useState(false);
  useEffect(() => {
    if (!value) {
      setLasting(false);
      return;
    }
    const timer = setTimeout(() => setLasting(true), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return lasting;
}
