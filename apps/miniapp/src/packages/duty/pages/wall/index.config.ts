export default definePageConfig({ navigationBarTitleText: '今日管家' });
