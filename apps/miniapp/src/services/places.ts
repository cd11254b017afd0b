import Taro from '@tarojs/taro';

const TABS = ['/pages/home/index', '/pages/me/index'];

/** Opens a page by its path, tab or not: `openPage('/packages/resident/pages/points/index')`. */
export function openPage(url: string): void {
  if (TABS.includes(url.split('?')[0] ?? '')) void Taro.switchTab({ url });
  else void Taro.navigateTo({ url });
}

/** The log-in is part of 我的. */
export function openLogIn(): void {
  openPage('/pages/me/index');
}

/** One page back; a page that was opened by a link goes home instead. */
export function goBack(): void {
  if (Taro.getCurrentPages().length > 1) void Taro.navigateBack();
  else void Taro.switchTab({ url: TABS[0] as string });
}
