import Taro from '@tarojs/taro';

/** What outlives the app's end, on this phone; a full or forbidden storage loses it without harm. */
export const phoneStorage = {
  getItem(name: string): string | null {
    try {
      const value: unknown = Taro.getStorageSync(name);
      return typeof value === 'string' && value !== '' ? value : null;
    } catch {
      return null;
    }
  },
  setItem(name: string, value: string): void {
    try {
      Taro.setStorageSync(name, value);
    } catch {
      // Private windows and full phones refuse; the app goes on with what it has in memory.
    }
  },
  removeItem(name: string): void {
    try {
      Taro.removeStorageSync(name);
    } catch {
      // As above.
    }
  },
};
