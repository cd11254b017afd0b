export default definePageConfig({ navigationBarTitleText: '我代表谁投票' });
