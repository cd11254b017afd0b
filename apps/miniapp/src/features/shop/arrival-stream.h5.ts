import { arrivalReader } from './arrival-reader';
import type { ArrivalStreamEnd, OpenArrivalStream } from './arrival-stream-props';

/** EventSource can't carry the session's token, so the stream is read with fetch. */
export const openArrivalStream: OpenArrivalStream = (props) => {
  const closing = new AbortController();
  listen(props, closing.signal).then(
    (how) => !closing.signal.aborted && props.onEnd(how),
    () => !closing.signal.aborted && props.onEnd('lost'),
  );
  return () => closing.abort();
};

async function listen(
  { merchantId, accessToken, onOpen, onHeard, onArrival }: Parameters<OpenArrivalStream>[0],
  signal: AbortSignal,
): Promise<ArrivalStreamEnd> {
  const response = await fetch(`${API_ORIGIN}/v1/merchants/${merchantId}/arrivals`, {
    headers: { accept: 'text/event-stream', authorization: `Bearer ${accessToken}` },
    cache: 'no-store',
    signal,
  });
  if (response.status === 401) return 'unauthorized';
  if (!response.ok) return 'lost';
  if (!response.body) return 'unsupported';
  onOpen();
  const read = arrivalReader(onArrival);
  const reader = response.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done || signal.aborted) return 'lost';
    onHeard();
    read(value);
  }
}
