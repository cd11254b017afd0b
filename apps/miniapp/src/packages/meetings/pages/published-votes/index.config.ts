export default definePageConfig({ navigationBarTitleText: '公布的名单' });
