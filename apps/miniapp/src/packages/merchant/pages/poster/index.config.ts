export default definePageConfig({ navigationBarTitleText: '固定码' });
