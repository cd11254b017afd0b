import Taro from '@tarojs/taro';
import { NetworkFailure } from './network-failure';

export interface FileAtApi {
  /** Of a file that everybody may read. */
  path: string;
  fileName: string;
}

/** What the person is told that happens here. */
export const HAND_OVER_WORDS = { act: '转发', bring: '转发给自己或电脑上的微信：' };

/** Lets the person send a file of the API to a chat: WeChat has no folder of downloads (wx.shareFileMessage). */
export async function handOverFile({ path, fileName }: FileAtApi): Promise<void> {
  const { tempFilePath, statusCode } = await Taro.downloadFile({ url: `${API_ORIGIN}${path}` }).catch(() => {
    throw new NetworkFailure('unreachable');
  });
  if (statusCode !== 200) throw new NetworkFailure('unreachable');
  try {
    await Taro.shareFileMessage({ filePath: tempFilePath, fileName });
  } catch (failure) {
    if (!/cancel/.test((failure as { errMsg?: string }).errMsg ?? '')) throw failure;
  }
}
