import Taro from '@tarojs/taro';
import { arrivalReader } from './arrival-reader';
import type { ArrivalStreamEnd, OpenArrivalStream } from './arrival-stream-props';

/** WeChat cuts a request at this time at the latest; the line is then opened again. */
const LINE_TIMEOUT_MS = 10 * 60_000;

/** Listens with `wx.request` in chunks (base library 2.20.1), where the phone's WeChat can. */
export const openArrivalStream: OpenArrivalStream = ({
  merchantId,
  accessToken,
  onOpen,
  onHeard,
  onArrival,
  onEnd,
}) => {
  let ended = false;
  const end = (how: ArrivalStreamEnd) => {
    if (ended) return;
    ended = true;
    task.abort();
    onEnd(how);
  };
  const task = Taro.request<ArrayBuffer>({
    url: `${API_ORIGIN}/v1/merchants/${merchantId}/arrivals`,
    header: { accept: 'text/event-stream', authorization: `Bearer ${accessToken}` },
    enableChunked: true,
    responseType: 'arraybuffer',
    timeout: LINE_TIMEOUT_MS,
  });
  task.then(
    ({ statusCode }) => end(statusCode === 401 ? 'unauthorized' : 'lost'),
    () => end('lost'),
  );
  if (typeof task.onChunkReceived !== 'function') {
    end('unsupported');
    return () => undefined;
  }
  const read = arrivalReader(onArrival);
  let open = false;
  task.onChunkReceived(({ data }) => {
    if (ended) return;
    if (!open) {
      open = true;
      onOpen();
    }
    onHeard();
    read(new Uint8Array(data));
  });
  return () => {
    ended = true;
    task.abort();
  };
};
