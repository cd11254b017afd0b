import type { Transport } from '@shangju/client';
import Taro from '@tarojs/taro';
import { apiThrough } from './api';
import { NetworkFailure } from './network-failure';
import { parseBody, wasTimeout } from './transport';

/** The address at which an `<Image>` shows a picture that only some may see. */
export function readPicture(pictureId: string, size: 'small' | 'large'): Promise<string> {
  return apiThrough(download).call('GET /v1/pictures/{pictureId}', {
    params: { pictureId },
    query: { size },
  });
}

/** Answers with the file's address; what is no picture says in its text what went wrong. */
const download: Transport = async ({ path, headers }) => {
  try {
    const { statusCode, tempFilePath } = await Taro.downloadFile({
      url: `${API_ORIGIN}${path}`,
      header: headers,
    });
    if (statusCode === 200) return { status: statusCode, body: tempFilePath };
    return {
      status: statusCode,
      body: parseBody(Taro.getFileSystemManager().readFileSync(tempFilePath, 'utf8')),
    };
  } catch (failure) {
    throw new NetworkFailure(wasTimeout(failure) ? 'timeout' : 'unreachable');
  }
};
