import Taro from '@tarojs/taro';
import { useEffect } from 'react';

/** Keeps the screen lit while `active`: a code that goes dark at the counter is no code. */
export function useScreenAwake(active: boolean): void {
  useEffect(() => {
    if (!active) return;
    keep(true);
    return () => keep(false);
  }, [active]);
}

function keep(keepScreenOn: boolean): void {
  // Old WeChat refuses; the screen then dims as it always does.
  Taro.setKeepScreenOn({ keepScreenOn }).catch(() => undefined);
}
