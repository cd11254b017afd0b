export default definePageConfig({ navigationBarTitleText: '谁能投票' });
