const isWeapp = process.env.TARO_ENV === 'weapp';

export default defineAppConfig({
  pages: ['pages/home/index', 'pages/me/index'],
  // By role, so that nobody waits for pages that are not theirs.
  subPackages: [
    {
      root: 'packages/merchant',
      name: 'merchant',
      pages: [
        'pages/shop/index',
        'pages/fulfil/index',
        'pages/poster/index',
        'pages/offers/index',
        'pages/offer-edit/index',
      ],
    },
    {
      root: 'packages/association',
      name: 'association',
      pages: ['pages/desk/index', 'pages/offers/index', 'pages/earning-rules/index', 'pages/grant/index'],
    },
  ],
  window: {
    navigationBarTitleText: '商居共治',
    ...(isWeapp
      ? {
          navigationBarBackgroundColor: '@paper',
          navigationBarTextStyle: '@ink' as 'black',
          backgroundColor: '@paper',
          backgroundTextStyle: '@loading' as 'dark',
        }
      : {}),
  },
  ...(isWeapp ? { darkmode: true, themeLocation: 'theme.json', lazyCodeLoading: 'requiredComponents' } : {}),
  tabBar: {
    color: isWeapp ? '@inkSoft' : '#5c5651',
    selectedColor: isWeapp ? '@red' : '#b4231a',
    backgroundColor: isWeapp ? '@card' : '#ffffff',
    borderStyle: isWeapp ? ('@line' as 'black') : 'white',
    list: [
      { pagePath: 'pages/home/index', text: '首页', ...tabIcons('home') },
      { pagePath: 'pages/me/index', text: '我的', ...tabIcons('me') },
    ],
  },
});

/** WeChat takes pictures by theme; in a browser app.scss draws them. */
function tabIcons(tab: string) {
  return isWeapp ? { iconPath: `@${tab}Icon`, selectedIconPath: `@${tab}IconSelected` } : {};
}
