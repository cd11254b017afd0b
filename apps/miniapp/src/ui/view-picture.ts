import Taro from '@tarojs/taro';
import { failureWords } from '@/services/failure-words';
import { notify } from '@/services/notices';

/** Shows a picture over the whole screen. */
export function viewPicture(read: () => Promise<string>): void {
  read().then(
    (address) => void Taro.previewImage({ urls: [address] }),
    (failure: unknown) => notify(failureWords(failure), 'alarm'),
  );
}
