export default definePageConfig({ navigationBarTitleText: '店家' });
