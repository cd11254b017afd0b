import Taro from '@tarojs/taro';

/** Opens WeChat's scanner; resolves with what the code says, undefined when the person closed it. */
export async function scan(): Promise<string | undefined> {
  try {
    const { result } = await Taro.scanCode({ scanType: ['qrCode'], onlyFromCamera: false });
    return result;
  } catch (failure) {
    if (/cancel/.test((failure as { errMsg?: string }).errMsg ?? '')) return undefined;
    throw failure;
  }
}
