export default defineAppConfig({
  pages: ['pages/home/index', 'pages/me/index'],
  window: { navigationBarTitleText: '商居共治' },
});
