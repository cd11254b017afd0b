import { useEffect } from 'react';

/** Where there is a keyboard, Escape does what the cancel button does. */
export function useEscape(active: boolean, onEscape: () => void): void {
  useEffect(() => {
    if (process.env.TARO_ENV !== 'h5' || !active) return;
    const listener = (event: KeyboardEvent) => event.key === 'Escape' && onEscape();
    document.addEventListener('keydown', listener);
    return () => document.removeEventListener('keydown', listener);
  }, [active, onEscape]);
}
