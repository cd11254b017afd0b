import Taro from '@tarojs/taro';

/** So long a picture may lie here without anything that waits for it. */
const UNNEEDED_MAX_MS = 24 * 3_600_000;

/**
 * Lets the person take or pick pictures, and keeps them on the phone until they are dropped.
 * @returns the name of each, which is also its address for an `<Image>`; none when the person picked none
 */
export async function choosePictures(countMax: number): Promise<string[]> {
  try {
    const { tempFiles } = await Taro.chooseMedia({
      count: countMax,
      mediaType: ['image'],
      sourceType: ['camera', 'album'],
      sizeType: ['compressed'],
    });
    return await Promise.all(tempFiles.map(({ tempFilePath }) => keep(tempFilePath)));
  } catch (failure) {
    if (/cancel/.test((failure as { errMsg?: string }).errMsg ?? '')) return [];
    throw failure;
  }
}

/** The address at which an `<Image>` shows it; undefined where it is gone. */
export async function pictureAddress(name: string): Promise<string | undefined> {
  return (await hasPicture(name)) ? name : undefined;
}

export function hasPicture(name: string): Promise<boolean> {
  return new Promise((resolve) => {
    Taro.getFileSystemManager().access({
      path: name,
      success: () => resolve(true),
      fail: () => resolve(false),
    });
  });
}

export function dropPicture(name: string): Promise<void> {
  return new Promise((resolve) => {
    Taro.getFileSystemManager().removeSavedFile({ filePath: name, complete: () => resolve() });
  });
}

/** Drops what nobody waits for any more: forms that were left when the app ended. */
export function dropOldPictures(needed: ReadonlySet<string>): Promise<void> {
  return new Promise((resolve) => {
    Taro.getFileSystemManager().getSavedFileList({
      success: ({ fileList }) => {
        for (const { filePath, createTime } of fileList) {
          // In seconds (wx FileSystemManager.getSavedFileList).
          if (!needed.has(filePath) && Date.now() - createTime * 1000 > UNNEEDED_MAX_MS) {
            void dropPicture(filePath);
          }
        }
        resolve();
      },
      fail: () => resolve(),
    });
  });
}

/** Out of WeChat's temporary folder, which is emptied when the app ends. */
function keep(tempFilePath: string): Promise<string> {
  return new Promise((resolve, reject) => {
    Taro.getFileSystemManager().saveFile({
      tempFilePath,
      success: (result) => resolve(result.savedFilePath),
      fail: reject,
    });
  });
}
