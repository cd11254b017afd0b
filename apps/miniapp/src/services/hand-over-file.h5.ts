/** What the person is told that happens here. */
export const HAND_OVER_WORDS = { act: '下载', bring: '下载' };

/** Hands a fetched file to the browser's downloads. */
export function handOverFile(address: string, fileName: string): Promise<void> {
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  return Promise.resolve();
}
