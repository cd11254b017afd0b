import { useEffect, useState } from 'react';

/** Typing is over when nothing was typed for so long. */
const TYPING_MS = 400;

/** What was typed, once typing is over. */
export function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), TYPING_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
