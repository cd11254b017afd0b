const isWeapp = process.env.TARO_ENV === 'weapp';

export default defineAppConfig({
  pages: ['pages/home/index', 'pages/meetings/index', 'pages/me/index'],
  // By role, so that nobody waits for pages that are not theirs.
  subPackages: [
    {
      root: 'packages/resident',
      name: 'resident',
      pages: [
        'pages/scanned/index',
        'pages/merchant/index',
        'pages/offer/index',
        'pages/voucher/index',
        'pages/points/index',
        'pages/redemptions/index',
      ],
    },
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
      root: 'packages/duty',
      name: 'duty',
      pages: [
        'pages/my-shifts/index',
        'pages/shift/index',
        'pages/patrol/index',
        'pages/hand-over/index',
        'pages/swaps/index',
        'pages/wall/index',
        'pages/notices/index',
      ],
    },
    {
      root: 'packages/meetings',
      name: 'meetings',
      pages: [
        'pages/ballot/index',
        'pages/result/index',
        'pages/published-votes/index',
        'pages/meeting/index',
        'pages/follow-ups/index',
        'pages/records/index',
        'pages/my-units/index',
        'pages/shop-voters/index',
      ],
    },
    {
      root: 'packages/association',
      name: 'association',
      pages: [
        'pages/desk/index',
        'pages/offers/index',
        'pages/earning-rules/index',
        'pages/grant/index',
        'pages/rosters/index',
        'pages/roster/index',
        'pages/roster-edit/index',
        'pages/roster-publish/index',
        'pages/roster-month/index',
        'pages/roster-shift/index',
        'pages/roster-report/index',
        'pages/roster-findings/index',
        'pages/roster-swaps/index',
        'pages/roster-plaque/index',
        'pages/ballots/index',
        'pages/ballot-edit/index',
        'pages/ballot-desk/index',
        'pages/ballot-paper/index',
        'pages/ballot-wall/index',
        'pages/meetings/index',
        'pages/meeting-edit/index',
        'pages/meeting-desk/index',
        'pages/meeting-sign-in/index',
        'pages/meeting-minutes/index',
      ],
    },
    {
      root: 'packages/community',
      name: 'community',
      pages: ['pages/register/index', 'pages/household/index'],
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
  // A check-in from a poster has to show that the person is in the shop.
  ...(isWeapp
    ? {
        requiredPrivateInfos: ['getLocation'],
        permission: { 'scope.userLocation': { desc: '扫墙上的码签到、扫值日牌接班时，用来确认您在场' } },
      }
    : {}),
  tabBar: {
    color: isWeapp ? '@inkSoft' : '#5c5651',
    selectedColor: isWeapp ? '@red' : '#b4231a',
    backgroundColor: isWeapp ? '@card' : '#ffffff',
    borderStyle: isWeapp ? ('@line' as 'black') : 'white',
    list: [
      { pagePath: 'pages/home/index', text: '首页', ...tabIcons('home') },
      { pagePath: 'pages/meetings/index', text: '议事', ...tabIcons('meetings') },
      { pagePath: 'pages/me/index', text: '我的', ...tabIcons('me') },
    ],
  },
});

/** WeChat takes pictures by theme; in a browser app.scss draws them. */
function tabIcons(tab: string) {
  return isWeapp ? { iconPath: `@${tab}Icon`, selectedIconPath: `@${tab}IconSelected` } : {};
}
