import Taro from '@tarojs/taro';

/** What the person is told that happens here. */
export const HAND_OVER_WORDS = { act: '转发', bring: '转发到电脑上的微信' };

/** Lets the person send a fetched file to a chat: WeChat has no folder of downloads (wx.shareFileMessage). */
export async function handOverFile(address: string, fileName: string): Promise<void> {
  try {
    await Taro.shareFileMessage({ filePath: address, fileName });
  } catch (failure) {
    if (!/cancel/.test((failure as { errMsg?: string }).errMsg ?? '')) throw failure;
  }
}
