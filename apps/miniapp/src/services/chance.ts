import { guessableBytes } from './guessable-bytes';

/** Of WeChat's own kind; Taro hands this one on under no name (wx.getRandomValues, base library 2.15.0). */
declare const wx: {
  getRandomValues?: (options: {
    length: number;
    success: (result: { randomValues: ArrayBuffer }) => void;
    fail: () => void;
  }) => void;
};

/** Bytes that nobody can guess; on a WeChat without a source of such, the best it has. */
export function chanceBytes(length: number): Promise<Uint8Array> {
  return new Promise((resolve) => {
    const guessable = () => resolve(guessableBytes(length));
    if (!wx.getRandomValues) return guessable();
    wx.getRandomValues({
      length,
      success: ({ randomValues }) => resolve(new Uint8Array(randomValues)),
      fail: guessable,
    });
  });
}
