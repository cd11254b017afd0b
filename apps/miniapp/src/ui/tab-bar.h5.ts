import { eventCenter } from '@tarojs/runtime';
import Taro from '@tarojs/taro';

/** What of the app's configuration the bar needs. */
interface AppConfig {
  tabBar?: { list: { pagePath: string; text: string }[] };
}

const ICONS = ['home', 'talk', 'person'];

/**
 * Stands in for the bar of Taro's router (config/index.ts puts it there), which brings a library of web components,
 * half of what a browser loads first, for three buttons. WeChat draws its own.
 */
export function initTabbar({ tabBar }: AppConfig): void {
  if (!tabBar) return;
  const bar = document.createElement('nav');
  bar.className = 'tab-bar';
  bar.setAttribute('aria-label', '主要页面');
  const tabs = tabBar.list.map(({ pagePath, text }, index) => {
    const url = `/${pagePath}`;
    const tab = document.createElement('button');
    tab.type = 'button';
    tab.className = 'tab-bar__tab';
    const icon = document.createElement('span');
    icon.className = `icon icon-${ICONS[index]} tab-bar__icon`;
    tab.append(icon, text);
    tab.addEventListener('click', () => void Taro.switchTab({ url }));
    return { url, tab };
  });
  bar.append(...tabs.map(({ tab }) => tab));
  const show = (path: string) => {
    bar.hidden = !tabs.some(({ url }) => url === path);
    for (const { url, tab } of tabs) {
      if (url === path) tab.setAttribute('aria-current', 'page');
      else tab.removeAttribute('aria-current');
    }
  };
  eventCenter.on('__taroRouterChange', ({ toLocation: { path } }: { toLocation: { path: string } }) =>
    show(path === '/' ? (tabs[0]?.url ?? '') : (path.split('?')[0] ?? '')),
  );
  show('');
  document.getElementById('container')?.append(bar);
}
