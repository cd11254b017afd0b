import type { Transport } from '@shangju/client';
import Taro from '@tarojs/taro';
import { NetworkFailure } from './network-failure';
import { noteStreetTime } from './street-clock';
import { parseBody, wasTimeout } from './transport';

/** A large picture at the speed of a bad day. */
const TIMEOUT_MS = 30_000;

/** Carries a request for a file: what was answered is then its path in WeChat's temporary folder. */
export const fileTransport: Transport = async ({ path, headers }) => {
  const sentAtMs = Date.now();
  try {
    const { statusCode, tempFilePath, header } = await Taro.downloadFile({
      url: `${API_ORIGIN}${path}`,
      header: headers,
      timeout: TIMEOUT_MS,
    });
    const said: Record<string, unknown> = header ?? {};
    noteStreetTime(said['Date'] ?? said['date'], sentAtMs);
    // WeChat writes into the file whatever the server says, a refusal too (wx.downloadFile, `success`).
    return statusCode >= 200 && statusCode < 300
      ? { status: statusCode, body: tempFilePath }
      : { status: statusCode, body: parseBody(await textOf(tempFilePath)) };
  } catch (failure) {
    throw new NetworkFailure(wasTimeout(failure) ? 'timeout' : 'unreachable');
  }
};

/** WeChat empties its temporary folder itself; what is not needed any more goes at once. */
export function releaseFile(address: string): void {
  Taro.getFileSystemManager().unlink({ filePath: address, fail: () => undefined });
}

function textOf(filePath: string): Promise<string> {
  return new Promise((resolve) => {
    Taro.getFileSystemManager().readFile({
      filePath,
      encoding: 'utf8',
      success: ({ data }) => resolve(typeof data === 'string' ? data : ''),
      fail: () => resolve(''),
    });
  });
}
