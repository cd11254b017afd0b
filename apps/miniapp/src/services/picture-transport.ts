import type { Transport } from '@shangju/client';
import Taro from '@tarojs/taro';
import { hasPicture } from './kept-pictures';
import { LostPicture } from './lost-picture';
import { NetworkFailure } from './network-failure';
import { noteStreetTime } from './street-clock';
import { parseBody, wasTimeout } from './transport';

/** 10 MB at the speed of a bad day. */
const TIMEOUT_MS = 60_000;

/** Carries a request with a kept picture as its form. */
export function pictureTransport(name: string): Transport {
  return async ({ path, headers }) => {
    if (!(await hasPicture(name))) throw new LostPicture();
    const sentAtMs = Date.now();
    try {
      const { statusCode, data, header } = await Taro.uploadFile({
        url: `${API_ORIGIN}${path}`,
        filePath: name,
        name: 'picture',
        header: headers,
        timeout: TIMEOUT_MS,
      });
      noteStreetTime(header?.['Date'] ?? header?.['date'], sentAtMs);
      return { status: statusCode, body: parseBody(data) };
    } catch (failure) {
      throw new NetworkFailure(wasTimeout(failure) ? 'timeout' : 'unreachable');
    }
  };
}
