export default definePageConfig({ navigationBarTitleText: '要人处理的事' });
