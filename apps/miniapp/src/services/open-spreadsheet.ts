import Taro from '@tarojs/taro';

/** Opens a file in WeChat's viewer, from where it can be kept or passed on. */
export async function openSpreadsheet(address: string, _fileName: string): Promise<void> {
  await Taro.openDocument({ filePath: address, fileType: 'xlsx', showMenu: true });
}
