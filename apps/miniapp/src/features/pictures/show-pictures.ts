import Taro from '@tarojs/taro';
import { failureWords } from '@/services/failure-words';
import { notify } from '@/services/notices';
import { fetchPicture } from './use-picture';

/** Opens WeChat's own viewer, once all of them are on the phone. It goes on using the files, so they stay. */
export function showPictures(pictureIds: readonly string[], at: number): void {
  void Taro.showLoading({ title: '正在取照片' });
  Promise.all(pictureIds.map((pictureId) => fetchPicture(pictureId, 'large'))).then(
    (urls) => {
      Taro.hideLoading();
      void Taro.previewImage({ urls, current: urls[at] ?? '' });
    },
    (failure: unknown) => {
      Taro.hideLoading();
      notify(failureWords(failure), 'alarm');
    },
  );
}
