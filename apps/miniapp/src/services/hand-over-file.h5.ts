import type { FileAtApi } from './hand-over-file';

/** What the person is told that happens here. */
export const HAND_OVER_WORDS = { act: '下载', bring: '下载' };

/** Hands a file of the API to the browser's downloads. */
export function handOverFile({ path, fileName }: FileAtApi): Promise<void> {
  const link = document.createElement('a');
  link.href = `${API_ORIGIN}${path}`;
  link.download = fileName;
  link.click();
  return Promise.resolve();
}
