import Taro from '@tarojs/taro';
import { useEffect, useRef } from 'react';

/** Scrolls to the top of the page whenever what it shows has changed: each step is read from its beginning. */
export function useTopOf(step: string): void {
  const shown = useRef(step);
  useEffect(() => {
    if (shown.current === step) return;
    shown.current = step;
    void Taro.pageScrollTo({ scrollTop: 0, duration: 0 });
  }, [step]);
}
