import type { Transport, TransportReply, TransportRequest } from '@shangju/client';
import Taro from '@tarojs/taro';
import { NetworkFailure } from './network-failure';
import { noteStreetTime } from './street-clock';

const TIMEOUT_MS = 12_000;

/** Carries a request with Taro.request; rejects with NetworkFailure where no answer came. */
export const transport: Transport = async (request) => {
  const sentAtMs = Date.now();
  try {
    const answer = await Taro.request({
      url: `${API_ORIGIN}${request.path}`,
      ...methodFor(request),
      ...(request.body === undefined ? {} : { data: JSON.stringify(request.body) }),
      // Anything but 'json' hands the text over as it came, on both platforms alike.
      dataType: 'text',
      responseType: 'text',
      timeout: TIMEOUT_MS,
    });
    noteStreetTime(answer.header?.['Date'] ?? answer.header?.['date'], sentAtMs);
    return { status: answer.statusCode, body: parseBody(answer.data) };
  } catch (failure) {
    throw new NetworkFailure(wasTimeout(failure) ? 'timeout' : 'unreachable');
  }
};

type Method = keyof Taro.request.Method;

/** wx.request knows no PATCH (developers.weixin.qq.com, wx.request, `method`): it goes as a POST that says so. */
function methodFor({ method, headers }: TransportRequest): {
  method: Method;
  header: Record<string, string>;
} {
  if (process.env.TARO_ENV === 'weapp' && method === 'PATCH') {
    return { method: 'POST', header: { ...headers, 'x-http-method-override': 'PATCH' } };
  }
  return { method: method as Method, header: headers };
}

/** What an answer says, by its text. */
export function parseBody(data: unknown): TransportReply['body'] {
  if (typeof data !== 'string' || data === '') return undefined;
  try {
    return JSON.parse(data) as unknown;
  } catch {
    return data;
  }
}

/** True where a failure says that no answer came in time, on either platform. */
export function wasTimeout(failure: unknown): boolean {
  const { errMsg, name } = failure as { errMsg?: string; name?: string };
  return name === 'AbortError' || /time.?out/i.test(errMsg ?? '');
}
