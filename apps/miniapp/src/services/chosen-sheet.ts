import type { Transport } from '@shangju/client';
import Taro from '@tarojs/taro';
import { NetworkFailure } from './network-failure';
import { noteStreetTime } from './street-clock';
import { parseBody, wasTimeout } from './transport';

/** 2 MB at the speed of a bad day, and every row of it checked. */
const TIMEOUT_MS = 60_000;

/** A spreadsheet that the person has picked: where it lies in WeChat's temporary folder. */
export type ChosenSheet = string;

/** Lets the person pick a spreadsheet (.xlsx) out of a chat: WeChat has no other files. Undefined for none. */
export async function chooseSheet(): Promise<ChosenSheet | undefined> {
  try {
    const { tempFiles } = await Taro.chooseMessageFile({ count: 1, type: 'file', extension: ['xlsx'] });
    return tempFiles[0]?.path;
  } catch (failure) {
    if (/cancel/.test((failure as { errMsg?: string }).errMsg ?? '')) return undefined;
    throw failure;
  }
}

/** Carries a request with a spreadsheet as its form. */
export function sheetTransport(sheet: ChosenSheet): Transport {
  return async ({ path, headers }) => {
    const sentAtMs = Date.now();
    try {
      const { statusCode, data, header } = await Taro.uploadFile({
        url: `${API_ORIGIN}${path}`,
        filePath: sheet,
        name: 'sheet',
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
