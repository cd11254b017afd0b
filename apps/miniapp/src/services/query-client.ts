import { focusManager, onlineManager, QueryClient } from '@tanstack/react-query';
import Taro from '@tarojs/taro';
import { ApiProblem } from './api';

/**
 * What pages have read. Reads wait while the phone is offline; sends never do, because
 * `pending-sends` keeps those.
 */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (failures, failure) =>
        failures < 2 && !(failure instanceof ApiProblem && failure.problem.status < 500),
    },
    mutations: { retry: false, networkMode: 'always' },
  },
});

/** Browsers tell query-core by their own events; in WeChat the app has to be asked. Call once, at the start. */
export function followPhone(): void {
  if (process.env.TARO_ENV === 'h5') return;
  onlineManager.setEventListener((setOnline) => {
    void Taro.getNetworkType().then(({ networkType }) => setOnline(networkType !== 'none'));
    const listener = ({ isConnected }: { isConnected: boolean }) => setOnline(isConnected);
    Taro.onNetworkStatusChange(listener);
    return () => Taro.offNetworkStatusChange(listener);
  });
  focusManager.setEventListener((setFocused) => {
    const shown = () => setFocused(true);
    const hidden = () => setFocused(false);
    Taro.onAppShow(shown);
    Taro.onAppHide(hidden);
    return () => {
      Taro.offAppShow(shown);
      Taro.offAppHide(hidden);
    };
  });
}
