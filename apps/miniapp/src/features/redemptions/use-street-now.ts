import { useEffect, useState } from 'react';
import { streetNow } from '@/services/street-clock';

/** The street's time, anew every so often while `running`. */
export function useStreetNow(everyMs: number, running: boolean): Date {
  const [now, setNow] = useState(streetNow);
  useEffect(() => {
    if (!running) return;
    setNow(streetNow());
    const timer = setInterval(() => setNow(streetNow()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs, running]);
  return now;
}
