import Taro from '@tarojs/taro';

const LOG_IN = '/pages/me/index';
const TABS = ['/pages/home/index', '/pages/meetings/index', LOG_IN];

let leftForLogIn: string | undefined;

/** Opens a page by its path, tab or not: `openPage('/packages/resident/pages/points/index')`. */
export function openPage(url: string): void {
  if (TABS.includes(url.split('?')[0] ?? '')) void Taro.switchTab({ url });
  else void Taro.navigateTo({ url });
}

/** Opens a page in place of this one: going back leads past what is done here. */
export function replacePage(url: string): void {
  void Taro.redirectTo({ url });
}

/** The log-in is part of 我的; who came here to log in is led back afterwards. */
export function openLogIn(): void {
  const url = currentUrl();
  if (url !== undefined && !url.startsWith(LOG_IN)) leftForLogIn = url;
  openPage(LOG_IN);
}

/** Leads back to the page that asked for the log-in, if one did. */
export function returnFromLogIn(): void {
  const url = leftForLogIn;
  leftForLogIn = undefined;
  if (url !== undefined) openPage(url);
}

/** The person has gone elsewhere without logging in. */
export function forgetLogInPlace(): void {
  leftForLogIn = undefined;
}

/** One page back; a page that was opened by a link goes home instead. */
export function goBack(): void {
  if (Taro.getCurrentPages().length > 1) void Taro.navigateBack();
  else void Taro.switchTab({ url: TABS[0] as string });
}

/** The address of the page on show, with its parameters. */
function currentUrl(): string | undefined {
  const router = Taro.getCurrentInstance().router;
  if (!router) return undefined;
  const query = Object.entries(router.params)
    // Taro adds its own, to tell pages of one address apart.
    .filter(([name]) => !name.startsWith('$') && name !== 'stamp')
    .map(([name, value]) => `${name}=${value ?? ''}`)
    .join('&');
  const path = router.path.split('?')[0] ?? '';
  return query ? `${path}?${query}` : path;
}
