export default definePageConfig({ navigationBarTitleText: '商居共治' });
