export default definePageConfig({ navigationBarTitleText: '值日表' });
