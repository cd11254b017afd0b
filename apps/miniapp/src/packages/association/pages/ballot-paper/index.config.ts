export default definePageConfig({ navigationBarTitleText: '录一张票' });
