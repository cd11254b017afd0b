export default definePageConfig({ navigationBarTitleText: '会后的事' });
