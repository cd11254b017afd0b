import { useLayoutEffect, useState } from 'react';
import { onStreetClockMoved, streetNow } from './street-clock';

/** The street's time, anew every so often while `running`, and at once when it turns out to be another. */
export function useStreetNow(everyMs: number, running: boolean): Date {
  const [now, setNow] = useState(streetNow);
  // Before anything is drawn: buttons that change places by the time must not do so under a finger.
  useLayoutEffect(() => {
    if (!running) return;
    const tell = () => setNow(streetNow());
    tell();
    const timer = setInterval(tell, everyMs);
    const stopHearing = onStreetClockMoved(tell);
    return () => {
      clearInterval(timer);
      stopHearing();
    };
  }, [everyMs, running]);
  return now;
}
