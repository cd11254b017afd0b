import { focusManager } from '@tanstack/react-query';
import { useDidHide, useDidShow } from '@tarojs/taro';
import { useRef, useState, useSyncExternalStore } from 'react';
import { queryClient } from './query-client';

/** True while the person can see this page: it is the top one, and the app or the browser's tab is in front. */
export function usePageShown(): boolean {
  const [onTop, setOnTop] = useState(true);
  useDidShow(() => setOnTop(true));
  useDidHide(() => setOnTop(false));
  const inFront = useSyncExternalStore(
    (changed) => focusManager.subscribe(changed),
    () => focusManager.isFocused(),
  );
  return onTop && inFront;
}

/** Reads anew what has grown old when the person comes back to this page from another. */
export function useRefreshOnReturn(): void {
  const left = useRef(false);
  useDidHide(() => {
    left.current = true;
  });
  useDidShow(() => {
    if (!left.current) return;
    left.current = false;
    void queryClient.refetchQueries({ type: 'active', stale: true });
  });
}
