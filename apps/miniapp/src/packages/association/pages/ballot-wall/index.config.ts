export default definePageConfig({ navigationBarTitleText: '墙上的通知' });
