export default definePageConfig({ navigationBarTitleText: '值日牌背面的码' });
