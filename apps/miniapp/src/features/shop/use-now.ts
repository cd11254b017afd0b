import { useEffect, useState } from 'react';
import { streetNow } from '@/services/street-clock';

/** The street's time, anew every second. */
export function useNow(): Date {
  const [now, setNow] = useState(streetNow);
  useEffect(() => {
    const timer = setInterval(() => setNow(streetNow()), 1000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
