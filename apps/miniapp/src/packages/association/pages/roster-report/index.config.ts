export default definePageConfig({ navigationBarTitleText: '值日报表' });
